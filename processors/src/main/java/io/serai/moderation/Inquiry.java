package io.serai.moderation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.job.Finding;
import io.serai.job.Job;
import io.serai.policy.ExternalModerator;
import java.util.ArrayList;
import java.util.List;

/**
 * What a moderator outside of Serai is asked about a job. It knows texts, and nothing else of the
 * job; what looks like a key or personal data is blotted out in them.
 */
public final class Inquiry {

  /** More is not sent, and told to be unread. */
  private static final int MOST_TEXTS = 16;

  private static final int LONGEST = 16 * 1024;

  private static final List<Detector> CONFIDENTIAL = List.of(new Secrets(), new PersonalData());

  private final ExternalModerator moderator;
  private final List<Wording> wordings;

  private Inquiry(ExternalModerator moderator, List<Wording> wordings) {
    this.moderator = moderator;
    this.wordings = List.copyOf(wordings);
  }

  /**
   * What the moderator says of one text.
   *
   * @param text the number of the text, from 0
   * @param category in its words
   * @param score how sure it is, 0 to 1
   * @param objects whether it does
   */
  public record Opinion(int text, String category, double score, boolean objects) {}

  static Inquiry of(ExternalModerator moderator, Job job) {
    return new Inquiry(moderator, Wording.of(job, moderator.in()));
  }

  /** The endpoint that takes it. */
  public String recipient() {
    return moderator.recipient();
  }

  /** The texts to be sent. */
  public List<String> texts() {
    return wordings.stream().limit(MOST_TEXTS).map(Inquiry::sendable).toList();
  }

  private static String sendable(Wording wording) {
    String whole = wording.text();
    StringBuilder text = new StringBuilder(whole);
    for (Detector each : CONFIDENTIAL) {
      for (Finding found : each.find(new Passage(wording.field(), whole))) {
        text.replace(found.start(), found.end(), "*".repeat(found.end() - found.start()));
      }
    }
    text.setLength(Math.min(text.length(), LONGEST));
    // Half a surrogate pair is no text, and no JSON.
    return new String(text.toString().getBytes(UTF_8), UTF_8);
  }

  /** What the moderator found, by its own word or by the thresholds of the policy. */
  public List<Finding> findings(List<Opinion> opinions) {
    List<Finding> findings = new ArrayList<>();
    for (Opinion each : opinions) {
      Double threshold = moderator.thresholds().get(each.category());
      if (threshold == null ? each.objects() : each.score() >= threshold) {
        Wording text = wordings.get(each.text());
        findings.add(
            text.found(
                ExternalModerator.DETECTOR,
                each.category().replace('/', '.'),
                each.score(),
                0,
                text.text().length()));
      }
    }
    for (int i = 0; i < wordings.size(); i++) {
      if (i >= MOST_TEXTS || wordings.get(i).text().length() > LONGEST) {
        findings.add(unread(wordings.get(i)));
      }
    }
    return findings;
  }

  /** That the moderator gave no answer. */
  public List<Finding> unanswered() {
    return wordings.stream().map(Inquiry::unread).toList();
  }

  private static Finding unread(Wording wording) {
    return wording.unread(ExternalModerator.DETECTOR);
  }
}
