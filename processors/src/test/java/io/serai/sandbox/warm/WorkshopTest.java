package io.serai.sandbox.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.serai.job.Language;
import io.serai.sandbox.SandboxException;
import io.serai.sandbox.channel.Channel;
import io.serai.sandbox.warm.Kind.Fixed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whoever waits for a sandbox is told, when it takes too long or cannot be made. */
class WorkshopTest {

  private static final Kind KIND = new Kind("host", Language.PYTHON, false, Fixed.NOTHING);
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final List<WarmSandbox> late = new CopyOnWriteArrayList<>();

  @Test
  void givesUpOnAMakerThatHangsAndTakesCareOfWhatItMakesLater() throws Exception {
    CountDownLatch engineAnswers = new CountDownLatch(1);
    WarmSandbox sandbox = sandbox();
    Maker hanging =
        kind -> {
          engineAnswers.await();
          return sandbox;
        };
    try (Workshop workshop = new Workshop(hanging, PATIENCE, late::add)) {
      long startedAt = System.nanoTime();
      assertThatThrownBy(() -> workshop.make(KIND))
          .isInstanceOf(SandboxException.class)
          .hasMessage("sandbox was not ready within 200 ms; see what holds it up");
      assertThat(System.nanoTime() - startedAt).isLessThan(TimeUnit.SECONDS.toNanos(20));
      assertThat(late).isEmpty();

      engineAnswers.countDown();
      await().untilAsserted(() -> assertThat(late).containsExactly(sandbox));
    }
  }

  @Test
  void saysWhyASandboxCouldNotBeMade() {
    Maker failing =
        kind -> {
          throw new IOException("no such image");
        };
    try (Workshop workshop = new Workshop(failing, PATIENCE, late::add)) {
      assertThatThrownBy(() -> workshop.make(KIND))
          .isInstanceOf(SandboxException.class)
          .hasMessage("sandbox could not be made; no such image");
    }
  }

  @Test
  void handsOverWhatIsReadyInTime() throws Exception {
    WarmSandbox sandbox = sandbox();
    try (Workshop workshop = new Workshop(kind -> sandbox, PATIENCE, late::add)) {
      assertThat(workshop.make(KIND)).isSameAs(sandbox);
      assertThat(late).isEmpty();
    }
  }

  private static WarmSandbox sandbox() {
    return new WarmSandbox(
        "one", KIND, new Channel(new Nothing()), null, Limiter.PROCESS, () -> {});
  }

  /** The channel of a sandbox that says nothing. */
  private static final class Nothing implements ByteChannel {

    private final ReadableByteChannel source =
        Channels.newChannel(new ByteArrayInputStream(new byte[0]));

    @Override
    public int read(ByteBuffer target) throws IOException {
      return source.read(target);
    }

    @Override
    public int write(ByteBuffer frame) {
      int written = frame.remaining();
      frame.position(frame.limit());
      return written;
    }

    @Override
    public boolean isOpen() {
      return source.isOpen();
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
