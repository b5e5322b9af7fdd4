package io.serai.sandbox.egress;

import io.serai.sandbox.channel.Channel;
import java.io.IOException;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends frames to one sandbox from a thread of its own: a sandbox that does not read holds up
 * nobody else. What waits is bounded by the windows of the run's streams.
 */
final class FrameWriter {

  private static final Logger LOG = LoggerFactory.getLogger(FrameWriter.class);
  private static final long END_SECONDS = 2;

  @SuppressWarnings("ArrayRecordComponent") // Written once and dropped.
  private record Waiting(char type, byte[] payload) {}

  /** The type of what is no frame but the end. */
  private static final char END = 0;

  private final Channel channel;
  private final BlockingDeque<Waiting> waiting = new LinkedBlockingDeque<>();
  private final CompletableFuture<Void> ended;

  FrameWriter(Channel channel, Executor threads) {
    this.channel = channel;
    ended = CompletableFuture.runAsync(this::write, threads);
  }

  void send(char type, byte[] payload) {
    waiting.add(new Waiting(type, payload));
  }

  void sendFirst(char type, byte[] payload) {
    waiting.addFirst(new Waiting(type, payload));
  }

  private void write() {
    try {
      for (Waiting next = waiting.take(); next.type() != END; next = waiting.take()) {
        channel.send(next.type(), next.payload());
      }
    } catch (IOException e) {
      LOG.debug("sandbox was gone: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Drops what waits and ends the thread. A sandbox that does not even take one frame is ended. */
  void close() {
    waiting.addFirst(new Waiting(END, new byte[0]));
    try {
      ended.get(END_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      endSandbox();
    } catch (InterruptedException e) {
      endSandbox();
      Thread.currentThread().interrupt();
    }
  }

  private void endSandbox() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("channel was closed already: {}", e.getMessage());
    }
  }
}
