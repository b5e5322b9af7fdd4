package io.serai.hub.demo;

import io.serai.hub.client.Answer;
import io.serai.hub.client.HttpSender;
import io.serai.hub.client.JobSender;
import io.serai.hub.client.KafkaSender;
import io.serai.hub.client.KeyFile;
import io.serai.hub.client.RabbitSender;
import io.serai.hub.config.HubConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/** Sends every job of the demo through every ingress, and waits for the answers. */
public final class Demo implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 120;

  private final Map<String, JobSender> senders = new LinkedHashMap<>();

  /** Connects to a hub that is ready, by each of its ingresses. */
  public Demo(HubConfig config) {
    senders.put("http", new HttpSender(config.http(), KeyFile.ofHub(config)));
    senders.put("rabbitmq", new RabbitSender(config.rabbitmq().uri()));
    senders.put("kafka", new KafkaSender(config.kafka().bootstrap()));
  }

  /**
   * A job that was sent, and what came of it.
   *
   * @param job the job
   * @param source the ingress it was sent to
   */
  public record Sent(DemoJob job, String source) {}

  /**
   * Runs the demo.
   *
   * @param answered hears each answer as it comes, from any thread
   * @return the answers, in the order in which the jobs were sent
   * @throws IllegalStateException when an answer stays out
   */
  public Map<Sent, Answer> run(BiConsumer<Sent, Answer> answered) throws InterruptedException {
    Map<Sent, CompletableFuture<Answer>> awaited = new LinkedHashMap<>();
    List<DemoJob> jobs = new ArrayList<>(DemoJob.all());
    for (DemoJob job : jobs) {
      senders.forEach(
          (source, sender) -> {
            Sent sent = new Sent(job, source);
            awaited.put(
                sent,
                sender
                    .send(job.bytes())
                    .whenComplete(
                        (answer, failure) -> {
                          if (failure == null) {
                            answered.accept(sent, answer);
                          }
                        }));
          });
    }
    Map<Sent, Answer> answers = new LinkedHashMap<>();
    for (Map.Entry<Sent, CompletableFuture<Answer>> each : awaited.entrySet()) {
      answers.put(each.getKey(), answer(each.getKey(), each.getValue()));
    }
    return answers;
  }

  private static Answer answer(Sent sent, CompletableFuture<Answer> awaited)
      throws InterruptedException {
    try {
      return awaited.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "job '"
              + sent.job().name()
              + "' sent by "
              + sent.source()
              + " was not answered; the hub's log says more",
          e);
    }
  }

  @Override
  public void close() {
    senders.values().forEach(JobSender::close);
  }
}
