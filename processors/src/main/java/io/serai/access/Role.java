package io.serai.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody may do, as a set of permissions under one name (role-based access control, ANSI
 * INCITS 359).
 */
public enum Role {
  /** Sends jobs, and cancels those of its tenant. */
  SUBMITTER,
  /** Approves or denies jobs of its tenant that wait for it. */
  APPROVER,
  /** Looks after the hub: keys, dead letters, replays. */
  OPERATOR,
  /** Reads the jobs of its tenant, and changes nothing. */
  VIEWER;

  /** The role as it is written in keys, tokens and policies. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of a word; empty when there is none. */
  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }
}
