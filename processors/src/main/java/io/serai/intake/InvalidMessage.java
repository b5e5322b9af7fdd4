package io.serai.intake;

import io.serai.json.Violation;
import java.util.List;

/** A message that cannot become a job. It says what is wrong, where, and what would be right. */
public final class InvalidMessage extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int MAX_SUMMARY = 2_000;

  private final Code code;
  private final transient List<Violation> violations;

  /** The ways in which a message can be wrong. */
  public enum Code {
    MALFORMED_JSON("malformed-json"),
    INVALID_UTF8("invalid-utf8"),
    INVALID_JOB("invalid-job"),
    INVALID_CLOUDEVENT("invalid-cloudevent"),
    BODY_TOO_LARGE("body-too-large"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type"),
    UNSUPPORTED_CONTENT_CODING("unsupported-content-coding"),
    MALFORMED_CONTENT_CODING("malformed-content-coding"),
    UNAUTHENTICATED("unauthenticated"),
    UNKNOWN_TENANT("unknown-tenant"),
    FOREIGN_TENANT("foreign-tenant"),
    BUDGET_SPENT("budget-spent"),
    ID_TAKEN("id-taken"),
    KEY_REUSED("key-reused"),
    UNSTORABLE("unstorable");

    private final String word;

    Code(String word) {
      this.word = word;
    }

    /** The stable code on the wire. */
    public String word() {
      return word;
    }
  }

  InvalidMessage(Code code, List<Violation> violations) {
    super(summary(violations), null, false, false);
    this.code = code;
    this.violations = List.copyOf(violations);
  }

  InvalidMessage(Code code, String message) {
    this(code, List.of(new Violation("", message)));
  }

  /** What sort of wrong. */
  public Code code() {
    return code;
  }

  /** All that is wrong. */
  public List<Violation> violations() {
    return violations;
  }

  /** A message whose sender could not be told. */
  public static InvalidMessage unauthenticated(String message) {
    return new InvalidMessage(Code.UNAUTHENTICATED, message);
  }

  /** It quotes the sender, and goes into logs, headers and a database: so it is short and plain. */
  private static String summary(List<Violation> violations) {
    String all = String.join("; ", violations.stream().map(Violation::toString).toList());
    String plain = all.replaceAll("\\p{Cntrl}", " ");
    return plain.length() <= MAX_SUMMARY ? plain : plain.substring(0, MAX_SUMMARY) + "...";
  }
}
