package io.serai.it.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Sends one ingress its jobs, at a steady pace as far as it takes them. */
final class Sending implements AutoCloseable {

  private static final int AT_ONCE = 24;

  /** Of so many jobs one is sent twice, as a producer does that is not sure. */
  private static final int ONE_TWICE_IN = 25;

  private final Producer producer;
  private final List<Ticket> tickets;
  private final long pauseNanos;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger messages = new AtomicInteger();
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
  private final List<Future<?>> senders = new ArrayList<>();

  /** Begins to send so many jobs, so many each second at most. */
  Sending(Producer producer, int jobs, int perSecond) {
    this.producer = producer;
    this.tickets =
        IntStream.range(0, jobs).mapToObj(i -> Ticket.of(producer.ingress(), i)).toList();
    this.pauseNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long begun = System.nanoTime();
    for (int i = 0; i < AT_ONCE; i++) {
      senders.add(threads.submit(() -> send(begun)));
    }
  }

  private Void send(long begun) throws InterruptedException {
    for (int number = next.getAndIncrement();
        number < tickets.size();
        number = next.getAndIncrement()) {
      TimeUnit.NANOSECONDS.sleep(begun + number * pauseNanos - System.nanoTime());
      send(tickets.get(number));
      if (new Random(number).nextInt(ONE_TWICE_IN) == 0) {
        send(tickets.get(number));
      }
    }
    return null;
  }

  private void send(Ticket ticket) throws InterruptedException {
    producer.send(ticket);
    messages.incrementAndGet();
  }

  boolean isDone() {
    return senders.stream().allMatch(Future::isDone);
  }

  /** Fails when a sender failed. */
  void requireSent() throws InterruptedException, ExecutionException {
    for (Future<?> sender : senders) {
      sender.get();
    }
  }

  String ingress() {
    return producer.ingress();
  }

  List<Ticket> tickets() {
    return tickets;
  }

  /** How many messages were taken for certain, repetitions among them. */
  int messages() {
    return messages.get();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    producer.close();
  }
}
