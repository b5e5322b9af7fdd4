package io.serai.sandbox.warm;

/** Who limits the memory and the processes of a sandbox. */
public enum Limiter {
  /** The host's kernel, by control group. */
  HOST,
  /** The host's kernel limits memory; processes exist only in the sandbox's own kernel. */
  GUEST,
  /** No control group is to be had: each process is limited by itself. */
  PROCESS
}
