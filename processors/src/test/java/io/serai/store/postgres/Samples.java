package io.serai.store.postgres;

import io.serai.job.Cost;
import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Lease;
import io.serai.job.Limits;
import io.serai.job.Network;
import io.serai.job.Placement;
import io.serai.job.PlacementWish;
import io.serai.job.Reply;
import io.serai.job.Result;
import io.serai.job.Status;
import io.serai.job.Submission;
import io.serai.job.Timing;
import io.serai.job.Usage;
import io.serai.store.ResultDocument;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs and results for tests, alike but for what matters. */
final class Samples {

  private Samples() {}

  static JobId newId() {
    return new JobId(UUID.randomUUID());
  }

  static Submission submission(@Nullable String key, int priority) {
    return offered(job(newId(), "default", key, priority), null);
  }

  static Submission offered(Job job, @Nullable Reply reply) {
    return new Submission(
        job,
        "local",
        "http",
        "POST /v1/jobs",
        reply,
        "0".repeat(32),
        "1".repeat(16),
        "shop=1",
        Instant.now(),
        null);
  }

  static Job job(JobId id, String tenant, @Nullable String key, int priority) {
    Limits limits = new Limits(1, 1, 1, 1, 1, 1, 1, 1);
    return new Job(
        id,
        key,
        false,
        false,
        tenant,
        "code",
        Language.PYTHON,
        "print('grüße')",
        null,
        List.of(),
        limits,
        Network.NONE,
        PlacementWish.ANYWHERE,
        priority,
        null,
        null,
        null,
        Map.of());
  }

  /** The same job, at another time. */
  static Job timed(Job job, @Nullable Instant notBefore, @Nullable Instant deadline) {
    return new Job(
        job.id(),
        job.idempotencyKey(),
        job.idempotent(),
        job.atMostOnce(),
        job.tenant(),
        job.kind(),
        job.language(),
        job.code(),
        job.stdin(),
        job.files(),
        job.limits(),
        job.network(),
        job.placement(),
        job.priority(),
        notBefore,
        deadline,
        job.session(),
        job.labels());
  }

  static ResultDocument document(Lease lease) {
    return ResultDocument.of(result(lease.job().id(), Status.SUCCEEDED));
  }

  static Result result(JobId id, Status status) {
    BigDecimal tenth = new BigDecimal("0.1");
    Cost.Charge charge = new Cost.Charge("run", BigDecimal.ONE, tenth, tenth, "v1", "none", "none");
    return result(id, status, new Cost(tenth, "USD", List.of(charge)), null);
  }

  /** A job that succeeded, there and for so much. */
  static Result costing(JobId id, Cost cost, Placement placement) {
    return result(id, Status.SUCCEEDED, cost, placement);
  }

  private static Result result(JobId id, Status status, Cost cost, @Nullable Placement placement) {
    return new Result(
        id,
        status,
        null,
        0,
        null,
        "42\n",
        "",
        false,
        null,
        null,
        List.of(),
        List.of(),
        new Usage(1, 1, 1),
        cost,
        null,
        placement,
        List.of(),
        null,
        null,
        null,
        List.of(new Timing("moderation", 1, 2, "ok")),
        "0".repeat(32),
        Map.of());
  }
}
