package io.serai.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpHandler;
import io.serai.check.Names;
import io.serai.hub.config.ConfigReader;
import io.serai.hub.config.HubConfig;
import io.serai.hub.kubernetes.Kubernetes;
import io.serai.hub.trial.EchoSandbox;
import io.serai.hub.trial.StageRefusal;
import io.serai.hub.trial.StageTests;
import io.serai.hub.trial.StandInModerator;
import io.serai.hub.trial.StandIns;
import io.serai.hub.trial.StartedSource;
import io.serai.job.Job;
import io.serai.job.Walk;
import io.serai.json.Json;
import io.serai.moderation.Inquiry;
import io.serai.moderation.Moderation;
import io.serai.moderation.model.BgeEmbedder;
import io.serai.moderation.model.Models;
import io.serai.policy.ExternalModerator;
import io.serai.policy.ModerationPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** The stages of a home, running, to which tests of routes, kamelets and policies are sent. */
public final class StartedStages implements AutoCloseable {

  private static final String KAMELET = "kamelet:";

  private final StageContext stages;

  private StartedStages(StageContext stages) {
    this.stages = stages;
  }

  /**
   * Starts the stages of a home.
   *
   * @param state a directory of their own
   * @param clusters that jobs may be sent to; closed with the stages
   * @throws IllegalArgumentException when no hub would take the files of the home either; the
   *     message says where they are wrong
   * @throws Exception when the stages do not start all the same
   */
  public static StartedStages start(Path home, Path state, Kubernetes clusters) throws Exception {
    HubConfig config =
        new ConfigReader()
            .settings(
                Map.of(
                    "serai.state", state.toString(),
                    "serai.run.slots", "1000",
                    "serai.rabbitmq.uri", "amqp://127.0.0.1:1"))
            .read(home);
    try {
      return new StartedStages(new StageContext(config, clusters));
    } catch (Exception e) {
      try (HubSetup setup = HubSetup.of(EchoSandbox.all())) {
        StageTests.refuse(new FileCheck(config, setup).findings());
      }
      throw e;
    }
  }

  /** What is wrong with the name of a stage or a kamelet; nothing when there is such a one. */
  public Optional<String> complaint(String route) {
    boolean kamelet = route.startsWith(KAMELET);
    if (stages.names().contains(route)) {
      return Optional.empty();
    }
    List<String> others =
        stages.names().stream().filter(each -> each.startsWith(KAMELET) == kamelet).toList();
    return Optional.of(Names.unknown(kamelet ? "kamelet" : "stage", route, others));
  }

  /**
   * Sends what a test gives to a stage.
   *
   * @return {@code out} with what the stage left, or {@code refused} with code and message
   */
  public JsonNode send(String route, JsonNode in) throws Exception {
    stages.departures().forget();
    return route.endsWith("-source") ? open(route, in) : sendToStage(route, in);
  }

  private JsonNode open(String kamelet, JsonNode in) {
    try {
      return new StartedSource(stages.context(), kamelet, stages.departures()).send(in);
    } catch (Exception e) {
      return Json.MAPPER.createObjectNode().set("refused", StageRefusal.of(e));
    }
  }

  private JsonNode sendToStage(String route, JsonNode in) throws Exception {
    Exchange exchange = new DefaultExchange(stages.context());
    StageInput input = new StageInput(stages.stores(), stages.policies(), stages.echoNode(), in);
    input.apply(exchange);
    Exchange ended =
        in.has("moderator") ? ask(route, in, exchange) : send(endpoint(route), exchange);
    ObjectNode left = Json.MAPPER.createObjectNode();
    if (ended.getException() != null) {
      left.set("refused", StageRefusal.of(ended.getException()));
    } else {
      left.set("out", new StageOutput(route, stages.stores(), ended, stages.departures()).read());
    }
    return left;
  }

  private static String endpoint(String route) {
    return route.startsWith(KAMELET) ? route : "direct:" + route;
  }

  private Exchange send(String endpoint, Exchange exchange) {
    return stages.context().createProducerTemplate().send(endpoint, exchange);
  }

  /** Has a stage, or a kamelet alone, ask a moderator that answers as the test says. */
  private Exchange ask(String route, JsonNode in, Exchange exchange) throws Exception {
    JsonNode says = in.path("moderator");
    HttpHandler answer =
        StandInModerator.answer(says.path("status").asInt(), says.path("answer").toString());
    try (StandInModerator moderator = new StandInModerator(answer)) {
      if (route.startsWith(KAMELET)) {
        return askAlone(moderator.askedBy(route), exchange);
      }
      exchange.setProperty(StandIns.MODERATOR, moderator.askedBy(ownModerator()).recipient());
      return send(endpoint(route), exchange);
    }
  }

  private Exchange askAlone(ExternalModerator moderator, Exchange exchange) throws Exception {
    ModerationPolicy policy = new ModerationPolicy(List.of(), List.of(), Map.of(), moderator);
    Moderation moderation = new Moderation(policy, new Models(Path.of("none"), new BgeEmbedder()));
    Inquiry inquiry =
        moderation.inquiry(exchange.getMessage().getMandatoryBody(Job.class)).orElseThrow();
    exchange.setProperty(Walk.INQUIRY, inquiry);
    return send(inquiry.recipient(), exchange);
  }

  /** The kamelet by which the policies of the home ask one. */
  private String ownModerator() {
    ExternalModerator own = stages.policies().current().moderation().external();
    if (own == null) {
      throw new IllegalArgumentException("policies/moderation.yaml names no moderator to ask");
    }
    return own.endpoint();
  }

  @Override
  public void close() {
    stages.close();
  }
}
