package io.serai.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.access.Principal;
import io.serai.job.JobId;
import io.serai.job.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that could not become a job, or an answer that could not be delivered (Dead Letter
 * Channel of the Enterprise Integration Patterns).
 *
 * @param identity unique to the message, and the same each time its transport delivers it
 * @param source the transport it came by, or was to leave by
 * @param origin where in that transport it stood
 * @param reason why it is here
 * @param headers all its own headers, bounded
 * @param envelope what intake reads beside the body
 * @param body its bytes, unchanged
 * @param tenant whose it is; absent where nothing proves it
 * @param jobId the job whose answer it is; absent for a message that never became one
 */
@SuppressWarnings("ArrayRecordComponent") // Read-only by convention: bodies can be megabytes.
public record DeadLetter(
    String identity,
    String source,
    Origin origin,
    Reason reason,
    List<Header> headers,
    Envelope envelope,
    byte[] body,
    @Nullable String tenant,
    @Nullable JobId jobId) {

  /** The code of an answer that no one took. */
  public static final String UNDELIVERABLE = "reply-undeliverable";

  public DeadLetter {
    headers = List.copyOf(headers);
  }

  /**
   * Where a message stood.
   *
   * @param name queue or topic
   * @param position {@code partition:offset}; absent where the transport has none
   * @param deliveries how often its transport has handed it out, as far as it counts
   */
  public record Origin(String name, @Nullable String position, int deliveries) {}

  /**
   * Why a message is here.
   *
   * @param code stable
   * @param message what was wrong and what would be right
   */
  public record Reason(String code, String message) {

    private static final int MAX_CHARS = 4_000;

    public Reason {
      message = shortened(message.replace('\0', '\uFFFD'));
    }

    private static String shortened(String text) {
      return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + " …";
    }
  }

  /**
   * A header as its sender wrote it.
   *
   * @param name its name
   * @param value its value
   * @param encoding {@code base64} where the value is no text; absent otherwise
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Header(String name, String value, @Nullable String encoding) {

    /** A header of text, or of bytes that are. */
    public static Header of(String name, Object value) {
      if (!(value instanceof byte[] bytes)) {
        return new Header(name, value.toString(), null);
      }
      try {
        return new Header(
            name,
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(),
            null);
      } catch (CharacterCodingException e) {
        return new Header(name, Base64.getEncoder().encodeToString(bytes), "base64");
      }
    }
  }

  /**
   * What intake reads beside the body.
   *
   * @param sender who sent it
   * @param contentType its media type; absent where it names none
   * @param attributes the headers that matter
   * @param messageId its identity to its transport; absent where it has none
   * @param reply where its answer goes; absent where nobody waits for one
   */
  public record Envelope(
      Principal sender,
      @Nullable String contentType,
      Map<String, String> attributes,
      @Nullable String messageId,
      @Nullable Reply reply) {

    public Envelope {
      attributes = Map.copyOf(attributes);
    }
  }
}
