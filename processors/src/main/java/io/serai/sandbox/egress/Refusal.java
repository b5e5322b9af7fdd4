package io.serai.sandbox.egress;

/** Why the proxy does not do what it was asked. The job is told. */
final class Refusal extends Exception {

  static final int MALFORMED = 400;
  static final int FORBIDDEN = 403;
  static final int UNREACHABLE = 502;

  private static final long serialVersionUID = 1L;

  private final int status;

  Refusal(int status, String message) {
    // An ordinary outcome: nobody reads its stack.
    super(message, null, false, false);
    this.status = status;
  }

  /** The HTTP status that says so. */
  int status() {
    return status;
  }
}
