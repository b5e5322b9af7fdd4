package io.serai.hub.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.fleet.Choice;
import io.serai.fleet.Decision;
import io.serai.fleet.Dispatch;
import io.serai.fleet.Occupancy;
import io.serai.fleet.Place;
import io.serai.fleet.RunId;
import io.serai.fleet.Score;
import io.serai.hub.config.HubConfig;
import io.serai.hub.remote.NodeClient;
import io.serai.hub.remote.NodeComponent;
import io.serai.hub.remote.NodeOutcome;
import io.serai.hub.remote.auth.CloudSigners;
import io.serai.job.Isolation;
import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Lease;
import io.serai.job.Placement;
import io.serai.job.PlacementWish;
import io.serai.job.Submission;
import io.serai.job.Timeline;
import io.serai.job.Walk;
import io.serai.recipients.AnswerProcessor;
import io.serai.recipients.RecipientsProcessor;
import io.serai.recipients.SendingProcessor;
import io.serai.recipients.SentProcessor;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.store.PlacementStore;
import io.serai.store.PlacementView;
import io.serai.store.SentView;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How full a node says it is, on its way through kamelet and routes to the place it was sent to.
 */
class OccupancyTest {

  private static final Path HOME = Path.of(System.getProperty("serai.home"));

  private final ScriptedSandbox sandbox = new ScriptedSandbox();
  private final NodeClient client = new NodeClient(new HubConfig.Tls("", "", ""));
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final ExecutorService threads = Executors.newSingleThreadExecutor();
  private ProducerTemplate template;
  private StartedNode node;

  @BeforeEach
  void start(@TempDir Path state) throws Exception {
    node = StartedNode.start(sandbox, state, null, 1, Duration.ofSeconds(1));
    Clock clock = Clock.systemUTC();
    NodeComponent component =
        new NodeComponent(client, id -> RunObserver.NONE, new CloudSigners(clock), trace -> true);
    Map<String, Object> beans =
        Map.of(
            "node", component,
            "nodeOutcome", new NodeOutcome(),
            "courses", threads,
            "recipients", new RecipientsProcessor(),
            "sending", new SendingProcessor(UnaskedJobs.create(), new Unnoted(), clock),
            "sent", new SentProcessor(new Unnoted(), clock),
            "answer", new AnswerProcessor());
    beans.forEach(context.getRegistry()::bind);
    for (String file :
        List.of(
            "routes/errors.camel.yaml",
            "routes/60-recipients/recipients.camel.yaml",
            "routes/60-recipients/course.camel.yaml",
            "kamelets/sandbox-node-sink.kamelet.yaml")) {
      load(file);
    }
    context.start();
    template = context.createProducerTemplate();
  }

  private void load(String file) throws Exception {
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(
            PluginHelper.getResourceLoader(context).resolveResource("file:" + HOME + "/" + file));
  }

  @AfterEach
  void stop() {
    sandbox.release();
    context.stop();
    threads.shutdownNow();
    client.close();
    node.close();
  }

  @Test
  void comesWithResultsAndRefusals() {
    Told first = new Told();
    CompletableFuture<Exchange> running = CompletableFuture.supplyAsync(() -> send("wait", first));
    Awaitility.await().until(() -> sandbox.started() == 1);

    Told refused = new Told();
    assertThat(send("x", refused).getException()).hasMessageContaining("runs 1 jobs already");
    assertThat(refused.heard).containsExactly("sent", "turned away", new Occupancy(1, 1));

    sandbox.release();
    assertThat(running.join().getException()).isNull();
    assertThat(first.heard).containsExactly("sent", "answered", new Occupancy(0, 1));
  }

  private Exchange send(String code, Told place) {
    Job job = job(code);
    Lease lease =
        new Lease(
            new Submission(job, "local", "http", null, "0".repeat(32), null, Instant.now()), 1);
    Placement placement =
        new Placement("t", "aws", "eu-west-1", "process", "host", Isolation.PROCESS, "n1");
    URI address = node.address();
    Choice choice =
        new Choice(placement, "kamelet:sandbox-node-sink", address, Score.NONE, place, null);
    return template.send(
        "direct:recipients",
        exchange -> {
          exchange.setProperty(Walk.LEASE, lease);
          exchange.setProperty(Walk.TIMELINE, new Timeline(System.nanoTime()));
          exchange.setProperty(
              Walk.DECISION, new Decision("default", List.of(choice), List.of(), 1_000));
          exchange.getMessage().setBody(job);
        });
  }

  private static Job job(String code) {
    Run run = StartedNode.program(code);
    return new Job(
        run.jobId(),
        null,
        false,
        false,
        run.tenant(),
        "code",
        run.language(),
        code,
        null,
        List.of(),
        run.limits(),
        run.network(),
        PlacementWish.ANYWHERE,
        5,
        null,
        null,
        null,
        Map.of());
  }

  /** Writes down what a place hears. */
  private static final class Told implements Place {

    private final List<Object> heard = new CopyOnWriteArrayList<>();

    @Override
    public void sent() {
      heard.add("sent");
    }

    @Override
    public void answered(String jobClass, double elapsedMs, double wallMs) {
      heard.add("answered");
    }

    @Override
    public void turnedAway() {
      heard.add("turned away");
    }

    @Override
    public void failed() {
      heard.add("failed");
    }

    @Override
    public void abandoned() {
      heard.add("abandoned");
    }

    @Override
    public void told(Occupancy occupancy) {
      heard.add(occupancy);
    }
  }

  /** Keeps nothing: no job is resumed here. */
  private static final class Unnoted implements PlacementStore {

    @Override
    public void sending(Lease lease, Dispatch dispatch) {}

    @Override
    public void ended(RunId runId, String outcome, String message) {}

    @Override
    public Optional<Dispatch> open(JobId id) {
      return Optional.empty();
    }

    @Override
    public List<SentView> sendings(JobId id) {
      return List.of();
    }

    @Override
    public PlacementView find(JobId id) {
      throw new UnsupportedOperationException("nothing is kept");
    }
  }
}
