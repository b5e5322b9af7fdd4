package io.serai.hub.check;

import io.serai.check.CheckRule;
import io.serai.json.Json;
import io.serai.json.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is asked of routes and kamelets as files. One check never hides what another would find.
 */
public final class FileRules {

  private static final String FORM = "kamelets/schema/kamelet.schema.json";

  private final Path home;
  private final Properties properties;
  private final Map<String, Object> beans;
  private final Set<String> operations;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<YamlText, Settings> texts = new LinkedHashMap<>();
  private final Map<String, KameletFile> kamelets = new TreeMap<>();
  private final Map<String, String> unread = new HashMap<>();

  private FileRules(
      Path home, Properties properties, Map<String, Object> beans, Set<String> operations) {
    this.home = home;
    this.properties = properties;
    this.beans = beans;
    this.operations = operations;
  }

  /**
   * Everything that is wrong with the files, in their order.
   *
   * @param files what is checked
   * @param home where the form of kamelets is
   * @param properties what placeholders in the files stand for
   * @param beans what the routes may name
   * @param operations the {@code direct:} endpoints that the HTTP contract sends to
   */
  public static List<Finding> findings(
      RouteFiles files,
      Path home,
      Properties properties,
      Map<String, Object> beans,
      Set<String> operations) {
    FileRules rules = new FileRules(home, properties, beans, operations);
    rules.readRoutes(files.routes());
    rules.readKamelets(files.kamelets());
    rules.checkAll();
    return rules.findings.stream().distinct().sorted(Finding.BY_PLACE).toList();
  }

  private void readRoutes(Map<String, String> files) {
    Settings settings = new Settings(properties, Map.of(), Set.of());
    files.forEach(
        (file, text) -> {
          try {
            YamlText read = YamlText.read(file, text);
            texts.put(read, settings);
            findings.addAll(RouteSchema.get().checkRoutes(read));
          } catch (IOException e) {
            unread.put(file, text);
            findings.add(YamlText.unreadable(file, e));
          }
        });
  }

  private void readKamelets(Map<String, String> files) {
    @Nullable Schema form = form();
    files.forEach(
        (file, text) -> {
          try {
            KameletFile kamelet = new KameletFile(YamlText.read(file, text));
            List<Finding> misfits = form == null ? List.of() : kamelet.checkForm(form);
            findings.addAll(misfits);
            findings.addAll(RouteSchema.get().checkTemplate(kamelet.file()));
            kamelets.put(kamelet.name(), kamelet);
            texts.put(kamelet.file(), kamelet.settings(properties));
          } catch (IOException e) {
            unread.put(KameletFile.name(file), text);
            findings.add(YamlText.unreadable(file, e));
          }
        });
  }

  private @Nullable Schema form() {
    try {
      return new Schema(Json.MAPPER.readTree(home.resolve(FORM).toFile()));
    } catch (IOException e) {
      findings.add(
          new Finding(
              FORM, 1, 1, CheckRule.UNREADABLE_FILE, "schema cannot be read; " + e.getMessage()));
      return null;
    }
  }

  private void checkAll() {
    List<EndpointUse> uses = new ArrayList<>();
    texts.forEach(
        (file, settings) -> {
          findings.addAll(settings.check(file));
          findings.addAll(new BeanNames(file, beans).check());
          findings.addAll(ChosenEndpoints.check(file));
          uses.addAll(EndpointUse.in(file));
          uses.addAll(ChosenEndpoints.constants(file));
        });
    findings.addAll(RouteNames.check(texts.keySet()));
    findings.addAll(new Consumers(operations, unread.values()).check(uses));
    try (EndpointTrial trial = new EndpointTrial(properties, beans)) {
      KameletUses known = new KameletUses(kamelets, unread.keySet(), trial.options("kamelet"));
      uses.forEach(use -> findings.addAll(known.check(use)));
      for (EndpointUse use : uses) {
        Settings settings = texts.get(use.file());
        if (settings != null && !isFound(use)) {
          findings.addAll(trial.check(use, settings));
        }
      }
    }
  }

  /** Whether something is wrong with an endpoint already: to make it would only say so again. */
  private boolean isFound(EndpointUse use) {
    Set<Integer> lines = use.lines();
    return findings.stream()
        .anyMatch(each -> each.file().equals(use.file().file()) && lines.contains(each.line()));
  }
}
