package io.serai.hub.trial;

import io.serai.hub.moderator.Opinions;
import io.serai.job.Walk;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.AdviceWithRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;

/** Puts something harmless in the place of every step by which the stages reach others. */
public final class StandIns {

  /** The exchange property that names who is asked in the place of a moderator outside. */
  public static final String MODERATOR = "serai.test.moderator";

  /** The steps that send, by route. */
  private static final Map<String, List<String>> SENDING =
      Map.of(
          "reply-rabbitmq", List.of("rabbitmq-reply-queue", "rabbitmq-results"),
          "reply-kafka", List.of("kafka-results"),
          "reply-callback", List.of("callback-receiver"));

  private static final String QUIET_MODERATOR = "direct:quiet-moderator";

  private StandIns() {}

  /**
   * Changes the routes of a context that has not started. A route that its home has no more, or
   * without such a step, stays as it is.
   *
   * @param departures keeps what would have been sent
   */
  public static void putInto(DefaultCamelContext context, Departures departures) throws Exception {
    for (Map.Entry<String, List<String>> each : SENDING.entrySet()) {
      for (String step : each.getValue()) {
        change(
            context,
            each.getKey(),
            step,
            route -> route.weaveById(step).replace().process(departures.instead(step)));
      }
    }
    context.addRoutes(quietModerator());
    change(
        context,
        "moderation",
        "external-moderator",
        route ->
            route
                .weaveById("external-moderator")
                .before()
                .process(
                    exchange ->
                        exchange.setProperty(
                            Walk.MODERATOR,
                            exchange.getProperty(MODERATOR, QUIET_MODERATOR, String.class))));
  }

  /** One that objects to nothing. */
  private static RouteBuilder quietModerator() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from(QUIET_MODERATOR).setBody(constant(new Opinions(List.of())));
      }
    };
  }

  private static void change(
      DefaultCamelContext context,
      String name,
      String step,
      Consumer<AdviceWithRouteBuilder> change)
      throws Exception {
    RouteDefinition route = context.getRouteDefinition(name);
    if (route != null && has(route, step)) {
      AdviceWith.adviceWith(context, name, change::accept);
    }
  }

  private static boolean has(RouteDefinition route, String step) {
    return ProcessorDefinitionHelper.filterTypeInOutputs(
            route.getOutputs(), ProcessorDefinition.class)
        .stream()
        .anyMatch(each -> step.equals(each.getId()));
  }
}
