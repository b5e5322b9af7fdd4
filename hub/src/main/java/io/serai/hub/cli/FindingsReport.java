package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.check.CheckRule;
import io.serai.hub.check.Finding;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Findings for programs: plain JSON, or SARIF 2.1.0, which code hosts and editors show in place.
 */
final class FindingsReport {

  private static final String HOME = "HOME";

  private FindingsReport() {}

  /** One object, with a list {@code findings}. */
  static JsonNode json(List<Finding> findings) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    ArrayNode list = report.putArray("findings");
    for (Finding each : findings) {
      list.addObject()
          .put("file", each.file())
          .put("line", each.line())
          .put("column", each.column())
          .put("rule", each.rule().word())
          .put("message", each.message());
    }
    return report;
  }

  /**
   * One run of one tool.
   *
   * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF</a>
   */
  static JsonNode sarif(List<Finding> findings, String version) {
    ObjectNode report = JsonNodeFactory.instance.objectNode().put("version", "2.1.0");
    ObjectNode run = report.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "serai validate").put("version", version);
    ArrayNode rules = driver.putArray("rules");
    Set<CheckRule> broken = EnumSet.noneOf(CheckRule.class);
    findings.forEach(each -> broken.add(each.rule()));
    List<CheckRule> told = List.copyOf(broken);
    for (CheckRule rule : told) {
      rules
          .addObject()
          .put("id", rule.word())
          .putObject("shortDescription")
          .put("text", rule.meaning());
    }
    run.put("columnKind", "unicodeCodePoints");
    ArrayNode results = run.putArray("results");
    findings.forEach(each -> addResult(results, each, told.indexOf(each.rule())));
    return report;
  }

  private static void addResult(ArrayNode results, Finding finding, int rule) {
    ObjectNode result =
        results
            .addObject()
            .put("ruleId", finding.rule().word())
            .put("ruleIndex", rule)
            .put("level", "error");
    result.putObject("message").put("text", finding.message());
    if (finding.line() == 0) {
      return;
    }
    ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
    place.putObject("artifactLocation").put("uri", finding.file()).put("uriBaseId", HOME);
    place.putObject("region").put("startLine", finding.line()).put("startColumn", finding.column());
  }
}
