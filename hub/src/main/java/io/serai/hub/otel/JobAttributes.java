package io.serai.hub.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.serai.job.Finding;
import io.serai.job.Placement;
import io.serai.job.Reason;
import io.serai.job.Reply;
import io.serai.job.Result;
import io.serai.job.Status;
import io.serai.job.Submission;
import io.serai.job.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a job's span says of it: whose it is, how it came, what was decided and what it came to.
 * Nothing that its sender or its program wrote, but for the ids.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/">semantic
 *     conventions for messaging</a>
 */
final class JobAttributes {

  private final AttributesBuilder attributes = Attributes.builder();

  private JobAttributes() {}

  static Attributes of(Submission submission, Result result) {
    JobAttributes all = new JobAttributes();
    all.identity(submission);
    all.arrival(submission);
    all.decisions(result);
    all.end(result);
    return all.attributes.build();
  }

  /** Where something ran. */
  static Attributes where(Placement placement) {
    return Attributes.builder()
        .put("cloud.provider", placement.cloud())
        .put("cloud.region", placement.region())
        .build();
  }

  private void identity(Submission submission) {
    attributes.put("serai.job.id", submission.job().id().toString());
    attributes.put("serai.tenant", submission.job().tenant());
    attributes.put("serai.source", submission.source());
  }

  private void arrival(Submission submission) {
    if (!submission.source().equals("rabbitmq") && !submission.source().equals("kafka")) {
      return;
    }
    attributes.put("messaging.system", submission.source());
    attributes.put("messaging.operation.name", "process");
    attributes.put("messaging.operation.type", "process");
    Reply reply = submission.reply();
    putUnlessAbsent(
        "messaging.message.conversation_id", reply == null ? null : reply.correlationId());
  }

  private void decisions(Result result) {
    Verdict verdict = result.verdict();
    if (verdict != null) {
      attributes.put("serai.verdict", verdict.decision().name().toLowerCase(Locale.ROOT));
      verdict.findings().stream()
          .findFirst()
          .map(Finding::category)
          .ifPresent(category -> attributes.put("serai.verdict.category", category));
    }
    Placement placement = result.placement();
    if (placement != null) {
      attributes.put("serai.target", placement.target());
      attributes.putAll(where(placement));
      putUnlessAbsent("serai.node", placement.node());
    }
  }

  private void end(Result result) {
    attributes.put("serai.status", result.status().word());
    Reason reason = result.reason();
    if (reason != null) {
      attributes.put("serai.reason", reason.code());
      attributes.put("serai.reason.stage", reason.stage());
    }
    if (result.stopReason() != null) {
      attributes.put("serai.stop_reason", result.stopReason().word());
    }
    if (result.status() == Status.ERROR) {
      attributes.put("error.type", reason == null ? "failed" : reason.code());
    }
    attributes.put("serai.cost.amount", result.cost().amount().doubleValue());
    attributes.put("serai.cost.currency", result.cost().currency());
  }

  private void putUnlessAbsent(String name, @Nullable String value) {
    if (value != null) {
      attributes.put(name, value);
    }
  }
}
