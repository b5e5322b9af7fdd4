package io.serai.hub.access;

import io.serai.hub.config.HubConfig;
import io.serai.hub.dispatch.FailureLog;
import io.serai.store.ApiKeyStore;
import io.serai.store.AuditStore;
import io.serai.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may call a hub, kept up to date while it runs. */
public final class Access {

  private static final Logger LOG = LoggerFactory.getLogger(Access.class);
  private static final long REFRESH_MS = 1_000;

  private final HubConfig config;
  private final ApiKeyStore store;
  private final AuditStore audit;
  private final Clock clock;
  private final KeyRing ring;
  private final RefusalLog refusals;
  private final FailureLog failures =
      new FailureLog(LOG, "keys and refusals cannot be kept up with");
  private volatile boolean begun;

  /** Access to a hub so configured; nothing is read yet. */
  public Access(HubConfig config, ApiKeyStore store, AuditStore audit, Clock clock) {
    this.config = config;
    this.store = store;
    this.audit = audit;
    this.clock = clock;
    this.ring = new KeyRing(store, clock);
    this.refusals = new RefusalLog(audit, clock);
  }

  /** Whether callers need credentials at all. */
  public boolean required() {
    return config.access().required();
  }

  /** What makes and ends keys. */
  public Keys keys() {
    return new Keys(store, ring, audit, clock);
  }

  /** What tells who calls. */
  public Doorkeeper doorkeeper() {
    HubConfig.Oidc oidc = config.access().oidc();
    return new Doorkeeper(ring, oidc.enabled() ? new Tokens(oidc, config.home(), clock) : null);
  }

  /** Where refused credentials are counted. */
  public RefusalLog refusals() {
    return refusals;
  }

  /**
   * Makes the first key where there is none, and keeps up with the keys until it is closed. While
   * the database is away, the keys that are known go on to count, and at the start there are none.
   *
   * @throws UncheckedIOException when the first key cannot be written to its file
   */
  public AutoCloseable open(ScheduledExecutorService scheduler) {
    if (!required()) {
      return () -> {};
    }
    try {
      keepUp();
    } catch (StoreException e) {
      LOG.warn("keys cannot be read before the database answers: {}", e.getMessage());
    }
    ScheduledFuture<?> refreshing =
        scheduler.scheduleWithFixedDelay(
            () -> failures.attempt(this::keepUp), REFRESH_MS, REFRESH_MS, TimeUnit.MILLISECONDS);
    return () -> {
      refreshing.cancel(false);
      failures.attempt(this::keepUp);
    };
  }

  private void keepUp() {
    if (!begun) {
      begin();
    }
    ring.refresh();
    refusals.flush();
  }

  private void begin() {
    try {
      FirstKey.make(store, audit, config.state(), clock);
      begun = true;
    } catch (IOException e) {
      throw new UncheckedIOException("first key cannot be written to " + config.state(), e);
    }
  }
}
