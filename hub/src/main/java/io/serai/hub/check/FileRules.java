package io.serai.hub.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.component.kamelet.KameletEndpointUriFactory;

/**
 * All that is asked of routes and kamelets as files. One check never hides what another would find.
 * Not thread-safe.
 */
public final class FileRules {

  private final FileReadings readings;
  private final Set<String> operations;

  /**
   * The rules of one hub.
   *
   * @param home where the form of kamelets is
   * @param properties what placeholders in the files stand for
   * @param beans what the routes may name
   * @param operations the {@code direct:} endpoints that the HTTP contract sends to
   */
  public FileRules(
      Path home, Properties properties, Map<String, Object> beans, Set<String> operations) {
    this.readings = new FileReadings(home, properties, beans);
    this.operations = Set.copyOf(operations);
  }

  /** Everything that is wrong with the files, in their order. */
  public List<Finding> findings(RouteFiles files) {
    Collection<FileReading> read = readings.of(files);
    List<Finding> findings = new ArrayList<>();
    read.forEach(each -> findings.addAll(each.findings()));
    findings.addAll(between(read));
    List<Finding> misfits =
        read.stream().flatMap(each -> each.misfitsBeside(findings).stream()).toList();
    findings.addAll(misfits);
    return findings.stream().distinct().sorted(Finding.BY_PLACE).toList();
  }

  /** What is wrong with files beside each other. */
  private List<Finding> between(Collection<FileReading> read) {
    List<EndpointUse> uses = read.stream().flatMap(each -> each.uses().stream()).toList();
    List<FileReading> unread = read.stream().filter(each -> each.tree() == null).toList();
    Set<String> texts = unread.stream().map(FileReading::text).collect(Collectors.toSet());
    List<Finding> findings = new ArrayList<>();
    findings.addAll(RouteNames.check(trees(read)));
    findings.addAll(new Consumers(operations, texts).check(uses));
    KameletUses kamelets = kamelets(read, unread);
    uses.forEach(use -> findings.addAll(kamelets.check(use)));
    return findings;
  }

  private static List<YamlText> trees(Collection<FileReading> read) {
    return read.stream().map(FileReading::tree).filter(Objects::nonNull).toList();
  }

  private static KameletUses kamelets(Collection<FileReading> read, List<FileReading> unread) {
    Map<String, KameletFile> kamelets = new TreeMap<>();
    for (FileReading each : read) {
      if (each.isKamelet() && each.tree() != null) {
        kamelets.put(KameletFile.name(each.file()), new KameletFile(each.tree()));
      }
    }
    Set<String> unknown =
        unread.stream()
            .filter(FileReading::isKamelet)
            .map(each -> KameletFile.name(each.file()))
            .collect(Collectors.toSet());
    return new KameletUses(kamelets, unknown, new KameletEndpointUriFactory().propertyNames());
  }
}
