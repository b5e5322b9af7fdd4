package io.serai.hub;

import io.serai.hub.callback.CallbackSender;
import io.serai.hub.config.HubConfig;
import io.serai.hub.dispatch.OutboxRelay;
import io.serai.hub.dispatch.Settlement;
import io.serai.hub.dispatch.Walker;
import io.serai.hub.otel.ReplySpans;
import io.serai.policy.CallbackPolicy;
import io.serai.policy.PolicyStore;
import java.time.Clock;

/** What sends the answers that jobs owe. */
final class Replies implements AutoCloseable {

  private final HubConfig config;
  private final Stores stores;
  private final PolicyStore policies;
  private final CallbackSender callbacks;

  Replies(HubConfig config, Stores stores, PolicyStore policies) {
    this.config = config;
    this.stores = stores;
    this.policies = policies;
    this.callbacks = new CallbackSender(this::policy);
  }

  /** Posts those that go to a URL. */
  CallbackSender callbacks() {
    return callbacks;
  }

  /** Sends all of them through the routes, each within a span. */
  OutboxRelay relay(Walker walker, ReplySpans spans, OutboxRelay.Threads threads) {
    Settlement settlement =
        new Settlement(
            stores.outbox(),
            () -> policy().giveUpAfter(),
            config.tries().replies(),
            Clock.systemUTC());
    return new OutboxRelay(
        stores.outbox(),
        entry -> spans.around(entry, within -> walker.reply(entry, within)),
        settlement,
        threads);
  }

  private CallbackPolicy policy() {
    return policies.current().webhooks().callbacks();
  }

  @Override
  public void close() {
    callbacks.close();
  }
}
