package io.serai.hub.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/**
 * Waits for SIGTERM or SIGINT. A shutdown hook would not do: hooks run all at once, and the one of
 * the embedded database would stop it while jobs still want to store their results.
 */
public final class StopSignal {

  private final CountDownLatch received = new CountDownLatch(1);

  /** Listens from now on. */
  public StopSignal() {
    listen("TERM");
    listen("INT");
  }

  /** Waits until the signal has come. */
  public void await() throws InterruptedException {
    received.await();
  }

  /** Reached by name: the compiler warns of the class, which every JDK has all the same. */
  private void listen(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object onSignal =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                received.countDown();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), onSignal);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("signal " + name + " cannot be listened for on this JDK", e);
    }
  }
}
