package io.serai.hub.remote.auth;

/** What stands before a cloud's function and lets callers through, or does not. */
@FunctionalInterface
interface Doorkeeper {

  /** Thrown at a caller who may not pass. */
  final class Denied extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String why;

    Denied(int status, String why) {
      super(why);
      this.status = status;
      this.why = why;
    }

    int status() {
      return status;
    }

    String why() {
      return why;
    }
  }

  /**
   * Looks at a request.
   *
   * @throws Denied with 401 for one that does not prove who calls, 403 for one that proves it badly
   */
  void admit(Received request) throws Denied;
}
