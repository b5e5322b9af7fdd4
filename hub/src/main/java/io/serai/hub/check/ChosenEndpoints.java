package io.serai.hub.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.serai.check.CheckRule;
import io.serai.job.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Endpoints that a route finds out while it runs: only from what the policies say, never from what
 * a message carries.
 */
final class ChosenEndpoints {

  private static final Set<String> STEPS =
      Set.of("recipientList", "enrich", "pollEnrich", "routingSlip", "dynamicRouter");

  /** Steps that find out their endpoint when its text asks them to. */
  private static final Set<String> SOMETIMES = Set.of("wireTap", "poll");

  /** What the router and moderation leave, of what their policies say. */
  private static final Set<String> PROPERTIES =
      new TreeSet<>(Set.of(Walk.RECIPIENTS, Walk.MODERATOR));

  private static final String CONSTANT = "constant";

  private ChosenEndpoints() {}

  /** The endpoints that such steps name in so many words. */
  static List<EndpointUse> constants(YamlText file) {
    List<EndpointUse> uses = new ArrayList<>();
    for (Chosen each : chosen(file)) {
      if (each.language().equals(CONSTANT)) {
        for (String uri : each.text().split(",", -1)) {
          uses.add(EndpointUse.plain(file, each.step(), each.at(), uri.trim()));
        }
      }
    }
    return uses;
  }

  /** Those that are not from the closed set, in a file that uses these. */
  static List<Finding> check(YamlText file, List<EndpointUse> uses) {
    List<Finding> findings = new ArrayList<>();
    for (Chosen each : chosen(file)) {
      if (!each.isClosed()) {
        findings.add(file.atKey(each.at(), CheckRule.ENDPOINT_NOT_ALLOWED, refusal(each.step())));
      }
    }
    for (EndpointUse use : uses) {
      boolean told = SOMETIMES.contains(use.step()) && use.uri().contains("${");
      if (told || use.step().equals("toD")) {
        findings.add(use.wrong(CheckRule.ENDPOINT_NOT_ALLOWED, refusal(use.step())));
      }
    }
    return findings;
  }

  private static String refusal(String step) {
    return "step '"
        + step
        + "' makes an endpoint of message data; allowed: a fixed uri with 'to', or recipientList or"
        + " enrich with exchangeProperty "
        + String.join(" or ", PROPERTIES);
  }

  /**
   * How a step chooses.
   *
   * @param step its name
   * @param at its expression
   * @param language of the expression
   * @param text of the expression
   */
  private record Chosen(String step, JsonPointer at, String language, String text) {

    boolean isClosed() {
      return language.equals(CONSTANT)
          || (language.equals("exchangeProperty") && PROPERTIES.contains(text));
    }
  }

  private static List<Chosen> chosen(YamlText file) {
    List<Chosen> chosen = new ArrayList<>();
    for (YamlText.Entry entry : file.entries()) {
      if (STEPS.contains(entry.key()) && !EndpointUse.isData(entry.at())) {
        boolean wrapped = entry.value().path("expression").isObject();
        JsonPointer at = wrapped ? entry.at().appendProperty("expression") : entry.at();
        language(file.tree().at(at))
            .map(
                language ->
                    new Chosen(
                        entry.key(),
                        at.appendProperty(language),
                        language,
                        text(file.tree().at(at.appendProperty(language)))))
            .ifPresent(chosen::add);
      }
    }
    return chosen;
  }

  /** The name of the expression's language, among the step's own settings. */
  private static Optional<String> language(JsonNode fields) {
    return RouteSchema.get().languages().stream().filter(fields::has).findFirst();
  }

  private static String text(JsonNode expression) {
    return expression.isObject() ? expression.path("expression").asText() : expression.asText();
  }
}
