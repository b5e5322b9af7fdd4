package io.serai.hub.webhook;

import io.serai.hub.ingress.JobText;
import io.serai.json.Violation;
import io.serai.policy.WebhookPolicy.Source;
import io.serai.webhook.JobTemplate;
import io.serai.webhook.Scheme;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A source of webhooks as a kamelet makes it: of properties, one by one, and then opened. */
public final class WebhookSource {

  /** What stands for every event. */
  private static final String ALL = "all";

  private String scheme = "";
  private String secrets = "";
  private String tenant = "";
  private String events = ALL;
  private String job = "";
  private @Nullable Source source;

  /** How it signs, by its word. */
  public void setScheme(String scheme) {
    this.scheme = scheme;
  }

  /** References to the active secrets, with commas between them. */
  public void setSecrets(String secrets) {
    this.secrets = secrets;
  }

  /** On whose account its jobs run. */
  public void setTenant(String tenant) {
    this.tenant = tenant;
  }

  /** The events that become jobs, with commas between them; or {@code all}. */
  public void setEvents(String events) {
    this.events = events;
  }

  /** What a webhook becomes, in JSON. */
  public void setJob(String job) {
    this.job = job;
  }

  /**
   * Makes the source of what was set.
   *
   * @throws IllegalArgumentException when something of it is not fit
   */
  public void open() {
    JobTemplate template = new JobTemplate(JobText.read(job));
    List<Violation> problems = template.problems(false);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("property 'job': " + problems.get(0));
    }
    source =
        new Source(
            scheme(scheme),
            words(secrets),
            tenant,
            null,
            events.equals(ALL) ? List.of() : words(events),
            false,
            template);
  }

  /** As policies have it. */
  Source source() {
    return Objects.requireNonNull(source, "source is not open");
  }

  private static Scheme scheme(String word) {
    return Arrays.stream(Scheme.values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "scheme '"
                        + word
                        + "' is unknown; allowed: "
                        + Arrays.stream(Scheme.values())
                            .map(Scheme::word)
                            .collect(Collectors.joining(", "))));
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::trim).toList();
  }
}
