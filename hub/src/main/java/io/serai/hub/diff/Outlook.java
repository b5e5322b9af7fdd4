package io.serai.hub.diff;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each stage would say of a job.
 *
 * @param said by stage, in the order of the walk; a stage that it would not reach is absent
 */
public record Outlook(Map<String, Saying> said) {

  static final String MODERATOR = "moderator";
  static final Saying NOT_ASKED = new Saying("is not asked", null);

  public Outlook {
    said = Collections.unmodifiableMap(new LinkedHashMap<>(said));
  }

  /**
   * What one stage would say.
   *
   * @param outcome what comes of it: two that are the same make no difference to the job
   * @param why more about it, for people; absent where there is no more to say
   */
  public record Saying(String outcome, @Nullable String why) {}

  /**
   * That a stage would say something else.
   *
   * @param stage its word
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Difference(
      String stage,
      String before,
      String after,
      @Nullable String whyBefore,
      @Nullable String whyAfter) {}

  /** Whether somebody outside would be asked about the job: what they would say is not known. */
  boolean asksOutside() {
    return !said.getOrDefault(MODERATOR, NOT_ASKED).equals(NOT_ASKED);
  }

  /**
   * What another outlook on the same job has different. Stages that only one of the two reaches are
   * left out: the stage that stops the other is there.
   */
  public List<Difference> differences(Outlook after) {
    List<Difference> differences = new ArrayList<>();
    said.forEach(
        (stage, before) -> {
          Saying other = after.said.get(stage);
          if (other != null && !other.outcome().equals(before.outcome())) {
            differences.add(
                new Difference(
                    stage, before.outcome(), other.outcome(), before.why(), other.why()));
          }
        });
    return differences;
  }
}
