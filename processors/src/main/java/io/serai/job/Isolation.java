package io.serai.job;

import java.util.Locale;

/** How strongly a sandbox separates a job from its host, weakest first. */
public enum Isolation {
  /** Linux namespaces around a plain process. */
  PROCESS,
  /** An OCI container on the host's kernel. */
  CONTAINER,
  /** A user-space kernel between the job and the host's. */
  GVISOR;

  /** The word for this level on the wire and in policies. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether this level is as strong as the one asked for. */
  public boolean satisfies(Isolation asked) {
    return compareTo(asked) >= 0;
  }
}
