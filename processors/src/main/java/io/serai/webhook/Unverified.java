package io.serai.webhook;

/** A webhook that does not prove who sent it. The message holds nothing that is secret. */
public final class Unverified extends Exception {

  private static final long serialVersionUID = 1L;

  Unverified(String message) {
    // An ordinary outcome: nobody reads its stack.
    super(message, null, false, false);
  }
}
