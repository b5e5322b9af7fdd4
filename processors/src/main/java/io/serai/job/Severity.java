package io.serai.job;

/** How bad it is what moderation found, mildest first. */
public enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
