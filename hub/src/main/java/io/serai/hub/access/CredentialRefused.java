package io.serai.hub.access;

/** A credential that proves nothing. */
public final class CredentialRefused extends Exception {

  private static final long serialVersionUID = 1L;

  private final String subject;
  private final String reason;

  /**
   * Refuses a credential.
   *
   * @param subject whose it would be, of a few that exist: a key's id, {@code token}, {@code key}
   * @param reason why, of a few words, for the audit log
   * @param detail what to tell its bearer: what is wrong and what to do
   */
  CredentialRefused(String subject, String reason, String detail) {
    super(detail, null, false, false);
    this.subject = subject;
    this.reason = reason;
  }

  String subject() {
    return subject;
  }

  String reason() {
    return reason;
  }
}
