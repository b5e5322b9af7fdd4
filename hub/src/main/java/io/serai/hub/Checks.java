package io.serai.hub;

import io.serai.hub.config.HubConfig;
import io.serai.hub.http.Health;
import io.serai.hub.ingress.KafkaIngress;
import io.serai.hub.ingress.RabbitIngress;
import io.serai.intake.Doors;
import io.serai.policy.RouterPolicy;
import io.serai.sandbox.Readiness;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a hub looks at to say whether it can do its work. */
record Checks(HubConfig config, HubSetup setup, Doors doors) {

  /**
   * All of it.
   *
   * @param parts takes what is to be closed with the hub
   */
  Health health(
      Stores stores,
      RabbitIngress rabbitmq,
      Supplier<RouterPolicy> router,
      Consumer<AutoCloseable> parts) {
    Map<String, Supplier<Readiness>> checks = new LinkedHashMap<>();
    checks.put("intake", this::intake);
    checks.put(
        "database",
        () ->
            stores.answers().getAsBoolean()
                ? new Readiness(true, "answers")
                : new Readiness(false, "does not answer; check serai.database.url"));
    checks.put("sandbox", () -> anySandbox(router.get()));
    if (config.rabbitmq().enabled()) {
      checks.put("rabbitmq", rabbitmq::readiness);
    }
    if (config.kafka().enabled()) {
      KafkaIngress kafka = new KafkaIngress(config.kafka());
      parts.accept(kafka);
      checks.put("kafka", kafka::readiness);
    }
    return new Health(checks);
  }

  private Readiness intake() {
    return doors.open()
        ? new Readiness(true, "takes jobs")
        : new Readiness(false, "draining: the hub is being stopped");
  }

  /** A hub without a sandbox of its own is of use where there are targets elsewhere. */
  private Readiness anySandbox(RouterPolicy router) {
    Map<String, Readiness> found = new LinkedHashMap<>();
    setup.sandboxes().forEach((name, sandbox) -> found.put(name, sandbox.readiness()));
    boolean ready =
        found.values().stream().anyMatch(Readiness::ready)
            || router.targets().stream().anyMatch(target -> !target.isHub());
    return new Readiness(ready, found.toString());
  }
}
