package io.serai.policy;

import io.serai.job.Finding;
import io.serai.job.Verdict.Decision;
import io.serai.policy.ModerationPolicy.Field;
import io.serai.policy.ModerationPolicy.Response;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A moderator outside of Serai, and what its word counts.
 *
 * @param endpoint the kamelet that asks it
 * @param parameters of the kamelet, by name
 * @param in what it is sent: of the code, comments and strings; empty means everything
 * @param decision what is done when it objects
 * @param reason told to the sender
 * @param thresholds from which score on a category counts, 0 to 1; for others it says so itself
 * @param onFailure what is done with a job about which it gave no answer
 * @param recipient the endpoint with its parameters: made of the others, whatever is given
 */
public record ExternalModerator(
    String endpoint,
    Map<String, String> parameters,
    Set<Field> in,
    Decision decision,
    String reason,
    Map<String, Double> thresholds,
    Decision onFailure,
    String recipient) {

  /** The name under which it finds something, whoever it is. */
  public static final String DETECTOR = "external-moderator";

  private static final String UNREAD = "the external moderator has not read all of it";

  public ExternalModerator {
    parameters = parameters == null ? Map.of() : Map.copyOf(parameters);
    in = Field.orAll(in);
    thresholds = thresholds == null ? Map.of() : Map.copyOf(thresholds);
    recipient = endpoint + query(parameters);
  }

  /** Raw: a kamelet takes its parameters as they are written, and one is an address. */
  private static String query(Map<String, String> parameters) {
    return new TreeMap<>(parameters)
        .entrySet().stream()
            .map(each -> each.getKey() + "=RAW(" + each.getValue() + ")")
            .collect(Collectors.joining("&", "?", ""));
  }

  Optional<Response> responseTo(Finding finding) {
    if (!finding.detector().equals(DETECTOR)) {
      return Optional.empty();
    }
    return Optional.of(
        finding.category().equals(ModerationPolicy.UNMODERATED)
            ? Response.always(onFailure, UNREAD)
            : Response.always(decision, reason));
  }
}
