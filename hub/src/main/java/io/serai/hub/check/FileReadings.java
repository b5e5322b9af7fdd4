package io.serai.hub.check;

import io.serai.check.CheckRule;
import io.serai.json.Json;
import io.serai.json.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads files, and knows what it read until they say something else: of an edit, only what is
 * edited has to be looked at. Not thread-safe.
 */
final class FileReadings {

  private static final String FORM = "kamelets/schema/kamelet.schema.json";

  private final Path home;
  private final Properties properties;
  private final Map<String, Object> beans;
  private final Settings ofRoutes;
  private @Nullable Schema form;
  private Map<String, FileReading> known = Map.of();

  /**
   * A reader that knows nothing yet.
   *
   * @param home where the form of kamelets is
   * @param properties what placeholders in the files stand for
   * @param beans what the files may name
   */
  FileReadings(Path home, Properties properties, Map<String, Object> beans) {
    this.home = home;
    this.properties = properties;
    this.beans = beans;
    this.ofRoutes = new Settings(properties, Map.of(), Set.of());
  }

  /** What the files say, and what is wrong with each alone. */
  Collection<FileReading> of(RouteFiles files) {
    Map<String, FileReading> read = new LinkedHashMap<>();
    readForm(read);
    try (EndpointTrial trial = new EndpointTrial(properties, beans)) {
      files.routes().forEach((file, text) -> read.put(file, read(file, text, trial)));
      files.kamelets().forEach((file, text) -> read.put(file, read(file, text, trial)));
    }
    // What was read without the form does not count.
    known = form == null ? Map.of() : read;
    return read.values();
  }

  private void readForm(Map<String, FileReading> read) {
    try {
      form = form == null ? new Schema(Json.MAPPER.readTree(home.resolve(FORM).toFile())) : form;
    } catch (IOException e) {
      String message = "schema cannot be read; " + e.getMessage();
      Finding unreadable = new Finding(FORM, 1, 1, CheckRule.UNREADABLE_FILE, message);
      read.put(FORM, FileReading.unreadable(FORM, "", unreadable));
    }
  }

  private FileReading read(String file, String text, EndpointTrial trial) {
    FileReading before = known.get(file);
    if (before != null && before.text().equals(text)) {
      return before;
    }
    try {
      YamlText tree = YamlText.read(file, text);
      return file.endsWith(KameletFile.ENDING)
          ? ofKamelet(text, new KameletFile(tree), trial)
          : reading(text, tree, ofRoutes, RouteSchema.get().checkRoutes(tree), trial);
    } catch (IOException e) {
      return FileReading.unreadable(file, text, YamlText.unreadable(file, e));
    }
  }

  private FileReading ofKamelet(String text, KameletFile kamelet, EndpointTrial trial) {
    List<Finding> findings = new ArrayList<>();
    if (form != null) {
      findings.addAll(kamelet.checkForm(form));
    }
    findings.addAll(RouteSchema.get().checkTemplate(kamelet.file()));
    return reading(text, kamelet.file(), kamelet.settings(properties), findings, trial);
  }

  private FileReading reading(
      String text, YamlText tree, Settings settings, List<Finding> ofForm, EndpointTrial trial) {
    List<EndpointUse> uses = EndpointUse.in(tree);
    List<Finding> findings = new ArrayList<>(ofForm);
    findings.addAll(settings.check(tree));
    findings.addAll(new BeanNames(tree, beans).check(uses));
    findings.addAll(ChosenEndpoints.check(tree, uses));
    List<EndpointUse> all = new ArrayList<>(uses);
    all.addAll(ChosenEndpoints.constants(tree));
    Map<EndpointUse, List<Finding>> misfits = new LinkedHashMap<>();
    for (EndpointUse use : all) {
      if (!FileReading.isFound(use, findings)) {
        misfits.put(use, trial.check(use, settings));
      }
    }
    misfits.values().removeIf(List::isEmpty);
    return new FileReading(tree.file(), text, tree, all, findings, misfits);
  }
}
