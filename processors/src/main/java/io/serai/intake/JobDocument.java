package io.serai.intake;

import io.serai.job.Job;
import io.serai.job.JobFile;
import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.job.Mode;
import io.serai.job.Network;
import io.serai.job.PlacementWish;
import io.serai.job.SessionId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job as its sender wrote it: valid, but with gaps where the sender leaves the choice to us. */
record JobDocument(
    @Nullable JobId id,
    @Nullable String idempotencyKey,
    @Nullable Boolean idempotent,
    @Nullable String tenant,
    @Nullable String kind,
    Language language,
    @Nullable String code,
    @Nullable String stdin,
    @Nullable List<JobFile> files,
    @Nullable LimitsDocument limits,
    @Nullable Network network,
    @Nullable PlacementDocument placement,
    @Nullable Integer priority,
    @Nullable Instant notBefore,
    @Nullable Instant deadline,
    @Nullable SessionId session,
    @Nullable CallbackDocument callback,
    @Nullable Map<String, String> labels) {

  private static final String DEFAULT_TENANT = "default";
  private static final int DEFAULT_PRIORITY = 5;

  record LimitsDocument(
      @Nullable Long timeoutMs,
      @Nullable Long cpuMs,
      @Nullable Integer memoryMb,
      @Nullable Integer diskMb,
      @Nullable Integer fileMb,
      @Nullable Integer pids,
      @Nullable Integer openFiles,
      @Nullable Long outputBytes) {

    Limits orElse(Limits defaults) {
      return new Limits(
          or(timeoutMs, defaults.timeoutMs()),
          or(cpuMs, defaults.cpuMs()),
          or(memoryMb, defaults.memoryMb()),
          or(diskMb, defaults.diskMb()),
          or(fileMb, defaults.fileMb()),
          or(pids, defaults.pids()),
          or(openFiles, defaults.openFiles()),
          or(outputBytes, defaults.outputBytes()));
    }
  }

  record PlacementDocument(
      @Nullable List<String> clouds,
      @Nullable List<String> regions,
      io.serai.job.@Nullable Isolation isolation,
      @Nullable String image,
      @Nullable Mode mode,
      @Nullable BigDecimal maxCost) {

    PlacementWish wish() {
      return new PlacementWish(
          or(clouds, List.of()),
          or(regions, List.of()),
          isolation,
          image,
          or(mode, Mode.ONE),
          maxCost);
    }
  }

  record CallbackDocument(String url) {}

  boolean mayRunTwice() {
    return or(idempotent, false);
  }

  boolean wantsSeveralPlaces() {
    return placement != null && or(placement.mode(), Mode.ONE) != Mode.ONE;
  }

  String tenantOrDefault() {
    return or(tenant, DEFAULT_TENANT);
  }

  List<JobFile> filesOrNone() {
    return or(files, List.of());
  }

  String codeOrNone() {
    return or(code, "");
  }

  /** The job, with every gap filled. */
  Job complete(JobId mintedId, String owner, @Nullable String key, Limits defaults) {
    return new Job(
        or(id, mintedId),
        key,
        mayRunTwice(),
        idempotent != null && !idempotent,
        owner,
        or(kind, "code"),
        language,
        codeOrNone(),
        stdin,
        filesOrNone(),
        limits == null ? defaults : limits.orElse(defaults),
        or(network, Network.NONE),
        placement == null ? PlacementWish.ANYWHERE : placement.wish(),
        or(priority, DEFAULT_PRIORITY),
        notBefore,
        deadline,
        session,
        or(labels, Map.of()));
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
