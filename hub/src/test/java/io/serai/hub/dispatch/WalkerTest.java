package io.serai.hub.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.hub.EndedWalks;
import io.serai.job.Lease;
import io.serai.job.Walk;
import io.serai.store.StoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a walk while the database is away: the flow as it is, over stages that are not.
 */
@SuppressWarnings("NullAway.Init") // JUnit starts the flow before each test.
class WalkerTest {

  private static final List<String> STAGES =
      List.of("moderation", "allowlist", "approval", "router", "recipients");
  private static final List<String> RECORDS = List.of("results", "traces", "costs");

  private final List<String> walked = new CopyOnWriteArrayList<>();
  private DefaultCamelContext camel;
  private Processor router = exchange -> {};
  private Processor recipients = exchange -> {};
  private Processor results = exchange -> {};

  @BeforeEach
  void startTheFlow() throws Exception {
    camel = new DefaultCamelContext();
    for (String bean : List.of("policies", "hold", "requeue", "imageUse")) {
      camel.getRegistry().bind(bean, (Processor) exchange -> {});
    }
    camel.getRegistry().bind("endedWalk", (Processor) exchange -> walked.add("ended"));
    camel.getRegistry().bind("eachStoreAlone", new EachStoreAlone());
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            errorHandler(noErrorHandler());
            STAGES.forEach(stage -> from("direct:" + stage).process(e -> pass(stage, e)));
            RECORDS.forEach(stage -> from("direct:" + stage).process(e -> pass(stage, e)));
          }
        });
    Path flow = Path.of(System.getProperty("serai.home"), "routes/flow.camel.yaml");
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.resolveResource(camel, "file:" + flow));
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private void pass(String stage, Exchange exchange) throws Exception {
    walked.add(stage);
    switch (stage) {
      case "router" -> router.process(exchange);
      case "recipients" -> recipients.process(exchange);
      case "results" -> {
        if (exchange.getProperty(Walk.FAILURE) != null) {
          walked.add("failed");
        }
        results.process(exchange);
      }
      default -> {}
    }
  }

  @Test
  void beginsAgainUntilTheDatabaseAnswers() throws Exception {
    router = failing(2);

    assertThat(walk()).isFalse();

    assertThat(walked.stream().filter("router"::equals)).hasSize(3);
    assertThat(walked)
        .endsWith("recipients", "results", "traces", "costs", "ended")
        .doesNotContain("failed");
  }

  @Test
  void beginsAgainWhileNothingHasBeenSent() throws Exception {
    recipients = failing(1);

    walk();

    assertThat(walked.stream().filter("recipients"::equals)).hasSize(2);
    assertThat(walked.stream().filter("results"::equals)).hasSize(1);
    assertThat(walked).doesNotContain("failed");
  }

  @Test
  void neverBeginsAgainOnceSomethingHasBeenSent() throws Exception {
    Processor away = failing(1);
    recipients =
        exchange -> {
          exchange.setProperty(Walk.PLACEMENT, "somewhere");
          away.process(exchange);
        };

    walk();

    assertThat(walked).endsWith("recipients", "results", "failed", "traces", "costs", "ended");
    assertThat(walked.stream().filter("recipients"::equals)).hasSize(1);
  }

  @Test
  void neverBeginsAgainWhereSeveralMayHaveBeenSent() throws Exception {
    Processor away = failing(1);
    recipients =
        exchange -> {
          exchange.setProperty(Walk.SEVERAL, true);
          away.process(exchange);
        };

    walk();

    assertThat(walked).endsWith("recipients", "results", "failed", "traces", "costs", "ended");
  }

  @Test
  void recordsNothingOfAnAttemptWhoseResultIsNotTheJobs() throws Exception {
    results = exchange -> exchange.getMessage().setBody(null);

    assertThat(walk()).isFalse();

    assertThat(walked).endsWith("recipients", "results", "ended");
  }

  @Test
  void leavesTheJobToItsLeaseWhenTheHubStops() {
    router = failing(Integer.MAX_VALUE);
    Thread.currentThread().interrupt();

    assertThatThrownBy(this::walk).isInstanceOf(StoreException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(walked).doesNotContain("results");
  }

  private static Processor failing(int times) {
    int[] left = {times};
    return exchange -> {
      if (left[0]-- > 0) {
        throw new StoreException("database could not read dispatches");
      }
    };
  }

  private boolean walk() throws Exception {
    Lease lease = new Lease(EndedWalks.of("http", null, "succeeded", null).submission(), 2);
    return new Walker(camel.createProducerTemplate()::send).walk(lease);
  }
}
