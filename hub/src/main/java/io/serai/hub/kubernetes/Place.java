package io.serai.hub.kubernetes;

import java.time.Duration;

/**
 * Where in a cluster jobs run.
 *
 * @param namespace of jobs alone
 * @param images what comes before an image's name: a registry and a folder
 * @param runtimeClass the runtime, such as {@code gvisor}; {@code default} for the cluster's own
 * @param startup how long a pod may take to start
 */
record Place(String namespace, String images, String runtimeClass, Duration startup) {

  /** Whether the cluster's own runtime serves. */
  boolean hasOwnRuntime() {
    return !runtimeClass.equals("default");
  }
}
