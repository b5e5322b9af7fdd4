package io.serai.moderation.code;

/**
 * A word of a program.
 *
 * @param text of a string its value, of anything else what is written
 * @param newLine whether a line ended before it
 * @param template whether it is a string that a function before it is called with
 */
record Token(Kind kind, String text, int start, int end, boolean newLine, boolean template) {

  enum Kind {
    NAME,
    STRING,
    /**
     * A string that is put together at run time: what is in it follows, up to its {@code CLOSE}.
     */
    OPEN,
    CLOSE,
    /** A number or a regular expression. */
    OTHER,
    SIGN,
    /** The end of a statement. */
    END
  }

  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }
}
