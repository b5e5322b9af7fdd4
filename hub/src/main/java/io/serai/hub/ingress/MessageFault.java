package io.serai.hub.ingress;

import io.serai.intake.Doors;
import io.serai.intake.RawMessage;
import io.serai.intake.TooManyJobs;
import io.serai.store.StoreException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;

/**
 * Tells failures that a message may have caused from those that would meet any other too: only the
 * former count as tries.
 */
public final class MessageFault {

  private static final long FIRST_PAUSE_MS = 100;
  private static final long LONGEST_PAUSE_MS = 5_000;

  /**
   * Whether what was thrown may be the message's fault: it has not been accepted, and neither a
   * store, nor a tenant's rate, nor the hub's own end is behind it.
   */
  public boolean isBehind(Exchange exchange) {
    return exchange.getMessage().getBody() instanceof RawMessage
        && !isOurs(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
  }

  private static boolean isOurs(Throwable thrown) {
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof StoreException
          || each instanceof TooManyJobs
          || each instanceof Doors.ClosedException
          || each instanceof RejectedExecutionException
          || each instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }

  /** Tries so often in all, with pauses that double. */
  public static RedeliveryPolicy tries(int tries) {
    RedeliveryPolicy policy = new RedeliveryPolicy();
    policy.setMaximumRedeliveries(tries - 1);
    policy.setRedeliveryDelay(FIRST_PAUSE_MS);
    policy.setUseExponentialBackOff(true);
    policy.setMaximumRedeliveryDelay(LONGEST_PAUSE_MS);
    policy.setAllowRedeliveryWhileStopping(false);
    policy.setLogExhaustedMessageHistory(false);
    policy.setRetryAttemptedLogLevel(LoggingLevel.WARN);
    return policy;
  }
}
