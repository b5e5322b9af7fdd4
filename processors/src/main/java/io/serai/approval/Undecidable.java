package io.serai.approval;

import java.util.Locale;

/** Why somebody may not decide an approval, or not any more. */
public final class Undecidable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is in the way. */
  public enum Code {
    /** There is no such job, or none that the caller may know of. */
    UNKNOWN_JOB,
    /** The caller is no approver. */
    NOT_AN_APPROVER,
    /** The caller sent the job. */
    OWN_JOB,
    /** The job has never waited for approval. */
    NOT_WAITING,
    /** The caller has approved it already. */
    ALREADY_APPROVED,
    /** Somebody else was first, or it was cancelled. */
    ALREADY_DECIDED,
    /** Nobody decided in time. */
    APPROVAL_EXPIRED;

    /** The code for programs, lower-case-with-dashes. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Code code;

  Undecidable(Code code, String message) {
    // An ordinary answer: nobody reads its stack.
    super(message, null, false, false);
    this.code = code;
  }

  /** What is in the way. */
  public Code code() {
    return code;
  }
}
