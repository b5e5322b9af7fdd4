package io.serai.hub;

import io.serai.hub.callback.CallbackSender;
import io.serai.hub.config.HubConfig;
import io.serai.hub.dispatch.OutboxRelay;
import io.serai.hub.dispatch.Sending;
import io.serai.hub.dispatch.Settlement;
import io.serai.hub.dispatch.Walker;
import io.serai.hub.otel.ReplySpans;
import io.serai.job.TraceContext;
import io.serai.policy.CallbackPolicy;
import io.serai.policy.PolicyStore;
import io.serai.store.ObjectStoreException;
import io.serai.store.Outbox;
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
        entry -> spans.around(entry, within -> send(walker, entry, within)),
        settlement,
        threads);
  }

  /** The receiver gets the whole result, wherever its parts are by now. */
  private Sending send(Walker walker, Outbox.Entry entry, TraceContext within) {
    try {
      return walker.reply(entry.completed(stores.parts()), within);
    } catch (ObjectStoreException e) {
      return new Sending.Failed(String.valueOf(e.getMessage()));
    }
  }

  private CallbackPolicy policy() {
    return policies.current().webhooks().callbacks();
  }

  @Override
  public void close() {
    callbacks.close();
  }
}
