package io.serai.job;

import java.util.Locale;

/** The languages a code job may be written in. */
public enum Language {
  PYTHON,
  NODE;

  /** The word for this language on the wire and in policies. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
