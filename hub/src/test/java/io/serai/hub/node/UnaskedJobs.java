package io.serai.hub.node;

import io.serai.store.JobStore;
import java.lang.reflect.Proxy;

/** A job store for what asks it nothing. */
final class UnaskedJobs {

  private UnaskedJobs() {}

  /** One that complains of being asked. */
  static JobStore create() {
    return (JobStore)
        Proxy.newProxyInstance(
            JobStore.class.getClassLoader(),
            new Class<?>[] {JobStore.class},
            (proxy, method, arguments) -> {
              throw new IllegalStateException(method.getName() + " is not asked for here");
            });
  }
}
