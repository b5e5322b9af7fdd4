package io.serai.job;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where the answer to a job goes when nobody is waiting on a connection.
 *
 * @param transport {@code rabbitmq}, {@code kafka} or {@code callback}
 * @param address the reply queue the sender named, or the URL of the callback; absent means the
 *     transport's results exchange or topic
 * @param correlationId given back unchanged, so that the sender can match the answer
 */
public record Reply(String transport, @Nullable String address, @Nullable String correlationId) {

  /** The transport that posts a result to a URL. */
  public static final String CALLBACK = "callback";

  /** Eight hex digits that tell this address from others for the same job. */
  public String digest() {
    String text = transport + '\n' + address + '\n' + correlationId;
    return HexFormat.of().formatHex(Sha256.of(text.getBytes(StandardCharsets.UTF_8)), 0, 4);
  }
}
