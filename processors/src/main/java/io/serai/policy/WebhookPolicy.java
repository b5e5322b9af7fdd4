package io.serai.policy;

import io.serai.webhook.JobTemplate;
import io.serai.webhook.Scheme;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose webhooks become jobs, and where results are posted.
 *
 * @param sources by their names, the last step of {@code /webhooks/{source}}
 * @param callbacks where results are posted
 */
public record WebhookPolicy(Map<String, Source> sources, CallbackPolicy callbacks) {

  public WebhookPolicy {
    sources = Map.copyOf(sources);
  }

  /**
   * A sender of webhooks.
   *
   * @param scheme how it signs
   * @param secrets references to the active ones: during a rotation there are several
   * @param tenant on whose account its jobs run
   * @param submitter who its jobs are from; absent means {@code webhook:} and its name
   * @param events those that become jobs, such as {@code pull_request} or {@code
   *     pull_request.opened}; empty means all
   * @param unsafe whether the payload may come into the program text
   * @param job what a webhook becomes
   */
  public record Source(
      Scheme scheme,
      List<String> secrets,
      String tenant,
      @Nullable String submitter,
      List<String> events,
      boolean unsafe,
      JobTemplate job) {

    public Source {
      secrets = List.copyOf(secrets);
      events = Lists.orEmpty(events);
    }

    /** Whether an event becomes a job. */
    public boolean wants(String event) {
      int dot = event.indexOf('.');
      return events.isEmpty()
          || events.contains(event)
          || (dot > 0 && events.contains(event.substring(0, dot)));
    }
  }
}
