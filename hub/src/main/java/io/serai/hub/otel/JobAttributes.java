package io.serai.hub.otel;

import io.opentelemetry.api.common.AttributeKey;
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
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/http/http-spans/">for HTTP</a>
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
        .put(SpanKeys.CLOUD, placement.cloud())
        .put(SpanKeys.REGION, placement.region())
        .build();
  }

  private void identity(Submission submission) {
    attributes.put(SpanKeys.JOB_ID, submission.job().id().toString());
    attributes.put(SpanKeys.TENANT, submission.job().tenant());
    attributes.put(SpanKeys.SOURCE, submission.source());
  }

  private void arrival(Submission submission) {
    String operation = submission.operation();
    if (operation == null) {
      message(submission);
      return;
    }
    int blank = operation.indexOf(' ');
    attributes.put(SpanKeys.HTTP_METHOD, operation.substring(0, blank));
    attributes.put(SpanKeys.ROUTE, operation.substring(blank + 1));
  }

  private void message(Submission submission) {
    if (!submission.source().equals("rabbitmq") && !submission.source().equals("kafka")) {
      return;
    }
    attributes.put(SpanKeys.MESSAGING, submission.source());
    attributes.put(SpanKeys.OPERATION, "process");
    attributes.put(SpanKeys.OPERATION_TYPE, "process");
    Reply reply = submission.reply();
    putUnlessAbsent(SpanKeys.CONVERSATION, reply == null ? null : reply.correlationId());
  }

  private void decisions(Result result) {
    Verdict verdict = result.verdict();
    if (verdict != null) {
      attributes.put(SpanKeys.VERDICT, verdict.decision().name().toLowerCase(Locale.ROOT));
      verdict.findings().stream()
          .findFirst()
          .map(Finding::category)
          .ifPresent(category -> attributes.put(SpanKeys.VERDICT_CATEGORY, category));
    }
    Placement placement = result.placement();
    if (placement != null) {
      attributes.put(SpanKeys.TARGET, placement.target());
      attributes.putAll(where(placement));
      putUnlessAbsent(SpanKeys.NODE, placement.node());
    }
  }

  private void end(Result result) {
    attributes.put(SpanKeys.STATUS, result.status().word());
    Reason reason = result.reason();
    if (reason != null) {
      attributes.put(SpanKeys.REASON, reason.code());
      attributes.put(SpanKeys.REASON_STAGE, reason.stage());
    }
    if (result.stopReason() != null) {
      attributes.put(SpanKeys.STOP_REASON, result.stopReason().word());
    }
    if (result.status() == Status.ERROR) {
      attributes.put(SpanKeys.ERROR_TYPE, reason == null ? "failed" : reason.code());
    }
    attributes.put(SpanKeys.COST, result.cost().amount().doubleValue());
    attributes.put(SpanKeys.CURRENCY, result.cost().currency());
  }

  private void putUnlessAbsent(AttributeKey<String> key, @Nullable String value) {
    if (value != null) {
      attributes.put(key, value);
    }
  }
}
