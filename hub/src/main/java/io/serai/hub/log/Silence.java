package io.serai.hub.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Keeps out of the log of this process what its command tells in its own words. */
public final class Silence {

  /** Where Camel says what a route threw to whoever called it. */
  private static final String FAILED_CALLS =
      "org.apache.camel.processor.errorhandler.DefaultErrorHandler";

  private Silence() {}

  /** About what routes throw. */
  public static void aboutFailedCalls() {
    if (LoggerFactory.getLogger(FAILED_CALLS) instanceof Logger logger) {
      logger.setLevel(Level.OFF);
    }
  }
}
