package io.serai.hub.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.fleet.Dispatch;
import io.serai.hub.config.HubConfig;
import io.serai.hub.remote.NodeClient;
import io.serai.hub.remote.NodeComponent;
import io.serai.hub.remote.NodeOutcome;
import io.serai.hub.remote.auth.CloudSigners;
import io.serai.job.Isolation;
import io.serai.job.Placement;
import io.serai.job.Walk;
import io.serai.sandbox.NeverRanException;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.SandboxException;
import io.serai.sandbox.UnknownOutcomeException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.support.PluginHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kamelet before a node: how its circuit breaker, bulkhead and time limit end a call. */
@SuppressWarnings("NullAway.Init") // JUnit starts everything before each test.
class BreakerTest {

  private static final String HOME = System.getProperty("serai.home");
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  private final ScriptedSandbox sandbox = new ScriptedSandbox();
  private final NodeClient client = new NodeClient(new HubConfig.Tls("", "", ""));
  private final DefaultCamelContext context = new DefaultCamelContext();
  private ProducerTemplate template;
  private StartedNode node;

  @BeforeEach
  void start(@TempDir Path state) throws Exception {
    node = StartedNode.start(sandbox, state, null, 1, Duration.ofSeconds(1));
    context
        .getRegistry()
        .bind(
            "node",
            new NodeComponent(
                client,
                id -> RunObserver.NONE,
                new CloudSigners(Clock.systemUTC()),
                trace -> true));
    context.getRegistry().bind("nodeOutcome", new NodeOutcome());
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(
            PluginHelper.getResourceLoader(context)
                .resolveResource("file:" + HOME + "/kamelets/sandbox-node-sink.kamelet.yaml"));
    // As in the routes of a hub: the kamelet hands on what it throws.
    context.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
    context.start();
    template = context.createProducerTemplate();
  }

  @AfterEach
  void stop() {
    sandbox.release();
    context.stop();
    client.close();
    node.close();
  }

  @Test
  void opensWhenNodesCannotBeReachedAndSaysThatNothingRan() {
    for (int i = 0; i < 4; i++) {
      assertThat(code(send("?minimumNumberOfCalls=4", NOWHERE, "x"))).isEqualTo("unreachable");
    }
    assertThat(code(send("?minimumNumberOfCalls=4", node.address(), "x")))
        .isEqualTo("breaker-open");
    assertThat(sandbox.started()).isZero();
  }

  @Test
  void staysClosedWhenANodeIsFull() {
    String options = "?minimumNumberOfCalls=4";
    CompletableFuture<Exchange> waiting =
        CompletableFuture.supplyAsync(() -> send(options, node.address(), "wait"));
    Awaitility.await().until(() -> sandbox.started() == 1);
    for (int i = 0; i < 8; i++) {
      assertThat(code(send(options, node.address(), "x"))).isEqualTo("full");
    }
    sandbox.release();
    assertThat(waiting.join().getMessage().getBody()).isInstanceOf(RunResult.class);

    assertThat(send(options, node.address(), "x").getMessage().getBody(RunResult.class).stdout())
        .isEqualTo("begun x");
  }

  @Test
  void sendsNoMoreAtOnceThanItsBulkheadHolds() {
    String options = "?maxConcurrentCalls=1";
    CompletableFuture<Exchange> waiting =
        CompletableFuture.supplyAsync(() -> send(options, node.address(), "wait"));
    Awaitility.await().until(() -> sandbox.started() == 1);

    assertThat(code(send(options, node.address(), "x"))).isEqualTo("bulkhead-full");
    sandbox.release();
    assertThat(waiting.join().getException()).isNull();
  }

  @Test
  void saysThatItDoesNotKnowWhenTimeIsUp() {
    Exchange late = send("?timeoutMs=500", node.address(), "wait");

    assertThat(late.getException()).isInstanceOf(UnknownOutcomeException.class);
    Awaitility.await().until(() -> node.report().inFlight() == 0);
  }

  @Test
  void letsAFailureOfTheSandboxThroughAsItIs() {
    assertThat(send("", node.address(), "break-later").getException())
        .isExactlyInstanceOf(SandboxException.class);
  }

  private Exchange send(String options, URI address, String code) {
    Dispatch dispatch = StartedNode.dispatch(address);
    return template.send(
        "kamelet:sandbox-node-sink" + options,
        exchange -> {
          exchange.setProperty(Walk.DISPATCH, dispatch);
          exchange.setProperty(
              Walk.PLACEMENT,
              new Placement(
                  "t", "aws", "eu-west-1", "process", "host", Isolation.PROCESS, dispatch.node()));
          exchange.getMessage().setBody(StartedNode.program(code));
        });
  }

  private static String code(Exchange ended) {
    return ended.getException() instanceof NeverRanException never
        ? never.code()
        : String.valueOf(ended.getException());
  }
}
