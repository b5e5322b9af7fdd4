package io.serai.job;

/** What a job may reach over the network. */
public enum Network {
  /** Nothing: the sandbox has no network but its own loopback. */
  NONE
}
