package io.serai.hub.doctor;

/**
 * What was found of one part.
 *
 * @param mark how it is
 * @param part what was looked at, in a word
 * @param detail what was found
 * @param remedy how to mend it; empty where there is nothing to mend
 */
public record Diagnosis(Mark mark, String part, String detail, String remedy) {

  /** How a part is. */
  public enum Mark {
    /** As it should be. */
    OK,
    /** Not there, and nothing that a hub must have. */
    ABSENT,
    /** A hub would do its work, and not well. */
    WEAK,
    /** A hub would not do its work. */
    WRONG
  }

  static Diagnosis ok(String part, String detail) {
    return new Diagnosis(Mark.OK, part, detail, "");
  }

  static Diagnosis absent(String part, String detail, String remedy) {
    return new Diagnosis(Mark.ABSENT, part, detail, remedy);
  }

  static Diagnosis weak(String part, String detail, String remedy) {
    return new Diagnosis(Mark.WEAK, part, detail, remedy);
  }

  static Diagnosis wrong(String part, String detail, String remedy) {
    return new Diagnosis(Mark.WRONG, part, detail, remedy);
  }
}
