package io.serai.it;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long tests wait for what they do not measure: a busy machine may take many times as long as a
 * calm one to start a process. Found by JUnit itself, as a service.
 */
public final class Patience implements Extension, BeforeAllCallback {

  /** Long enough for any one step of a hub. */
  public static final Duration SOON = Duration.ofSeconds(30);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(SOON);
  }
}
