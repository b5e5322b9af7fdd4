package io.serai.traces;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.serai.job.Job;
import io.serai.job.Sha256;
import io.serai.job.Timing;
import io.serai.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went into each stage of a walk and what came out of it, as SHA-256. They are a chain: what
 * goes into the first stage is the job, and what comes out of a stage, and goes into the next one,
 * is what went into it together with what it concluded. A stage that concludes nothing leaves the
 * digest as it is.
 */
final class StageDigests {

  private static final int LENGTH = 32;
  private static final byte[] NOTHING = {};

  /** Equal content gives equal text; the maps of {@link java.util.Map#copyOf} have any order. */
  private static final ObjectWriter CANONICAL =
      Json.MAPPER
          .rebuild()
          .addMixIn(Job.class, Content.class)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build()
          .writer();

  /** What a job is to do, by whatever name and at whatever time. */
  @JsonIgnoreProperties({"id", "idempotencyKey", "notBefore", "deadline", "session"})
  private interface Content {}

  private StageDigests() {}

  /**
   * The digests of one walk, 32 bytes each: what its first stage was given, and what each stage
   * left behind.
   *
   * @param stages in their order
   */
  static byte[] of(Conclusions walk, List<Timing> stages) {
    ByteBuffer digests = ByteBuffer.allocate(LENGTH * (stages.size() + 1));
    byte[] last = digest(NOTHING, walk.job());
    digests.put(last);
    for (Timing stage : stages) {
      last = after(last, walk.of(stage));
      digests.put(last);
    }
    return digests.array();
  }

  private static byte[] after(byte[] before, @Nullable Object conclusion) {
    return conclusion == null ? before : digest(before, conclusion);
  }

  private static byte[] digest(byte[] before, Object content) {
    MessageDigest digest = Sha256.begin();
    digest.update(before);
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      CANONICAL.writeValue(out, content);
    } catch (IOException e) {
      throw new UncheckedIOException("what a stage concluded cannot be written", e);
    }
    return digest.digest();
  }
}
