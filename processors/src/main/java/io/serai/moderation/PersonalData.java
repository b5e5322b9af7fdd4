package io.serai.moderation;

import io.serai.job.Finding;
import io.serai.job.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what tells who somebody is, in one pass: e-mail addresses, telephone numbers (E.164), cards
 * (ISO/IEC 7812), bank accounts (ISO 13616), US social security and Chinese resident identity
 * numbers. Numbers with a check digit are found only where it is right.
 */
final class PersonalData implements Detector {

  /** RFC 5321: a local part has at most 64 characters, and an address 254. */
  private static final int LONGEST_LOCAL = 64;

  private static final int LONGEST_DOMAIN = 189;

  @Override
  public List<Finding> find(Passage passage) {
    List<Finding> findings = new ArrayList<>();
    String text = passage.text();
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      addEmail(passage, at, findings);
    }
    int at = 0;
    while (at < text.length()) {
      PersonalNumber number = begins(text, at) ? PersonalNumber.at(text, at) : null;
      if (number != null) {
        findings.add(finding(number.name(), Severity.HIGH, passage, at, number.end()));
      }
      at = number == null ? at + 1 : number.end();
    }
    return findings;
  }

  private static boolean begins(String text, int at) {
    char c = text.charAt(at);
    if (c != '+' && !isDigit(c) && !(c >= 'A' && c <= 'Z')) {
      return false;
    }
    return at == 0 || !(CharSet.isWord(text.charAt(at - 1)) || text.charAt(at - 1) == '.');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static void addEmail(Passage passage, int sign, List<Finding> findings) {
    String text = passage.text();
    int start = sign;
    while (start > 0 && sign - start < LONGEST_LOCAL && isLocal(text.charAt(start - 1))) {
      start--;
    }
    int end = sign + 1;
    while (end < text.length() && end - sign < LONGEST_DOMAIN && isDomain(text.charAt(end))) {
      end++;
    }
    while (end > sign + 1 && !Character.isLetter(text.charAt(end - 1))) {
      end--;
    }
    int dot = text.lastIndexOf('.', end - 1);
    if (start < sign && dot > sign + 1 && end - dot > 2) {
      findings.add(finding("email", Severity.LOW, passage, start, end));
    }
  }

  private static boolean isLocal(char c) {
    return CharSet.isWord(c) || "._%+-".indexOf(c) >= 0;
  }

  private static boolean isDomain(char c) {
    return CharSet.isWord(c) || c == '.' || c == '-';
  }

  private static Finding finding(
      String name, Severity severity, Passage passage, int start, int end) {
    Severity known = name.equals("phone-number") ? Severity.LOW : severity;
    return new Finding(name, "personal-data", known, 1, passage.field(), start, end);
  }
}
