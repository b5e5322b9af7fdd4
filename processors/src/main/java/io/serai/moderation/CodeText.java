package io.serai.moderation;

import io.serai.job.Language;

/** Program text with its comments and string literals blanked out, so that only code is left. */
final class CodeText {

  private final String text;
  private final boolean python;
  private final StringBuilder out;
  private int at;

  private CodeText(Language language, String text) {
    this.text = text;
    this.python = language == Language.PYTHON;
    this.out = new StringBuilder(text.length());
  }

  static String codeOnly(Language language, String text) {
    return new CodeText(language, text).scan();
  }

  private String scan() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (startsComment()) {
        blankUntil("\n", false);
      } else if (!python && text.startsWith("/*", at)) {
        blankUntil("*/", true);
      } else if (c == '"' || c == '\'' || (!python && c == '`')) {
        blankString(c);
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString();
  }

  private boolean startsComment() {
    return python ? text.charAt(at) == '#' : text.startsWith("//", at);
  }

  private void blankUntil(String end, boolean including) {
    int found = text.indexOf(end, at);
    at = found < 0 ? text.length() : found + (including ? end.length() : 0);
    out.append(' ');
  }

  private void blankString(char quote) {
    String triple = String.valueOf(quote).repeat(3);
    boolean isTriple = python && text.startsWith(triple, at);
    String end = isTriple ? triple : String.valueOf(quote);
    at += end.length();
    while (at < text.length() && !text.startsWith(end, at)) {
      boolean unterminated = text.charAt(at) == '\n' && !isTriple && quote != '`';
      if (unterminated) {
        break;
      }
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at = Math.min(text.length(), at + end.length());
    out.append("''");
  }
}
