package io.serai.moderation;

import org.jspecify.annotations.Nullable;

/**
 * A number that is given to one person.
 *
 * @param name what sort of number it is
 * @param end where it ends, exclusive
 */
record PersonalNumber(String name, int end) {

  private static final int LONGEST_IBAN = 34;
  private static final int SHORTEST_IBAN = 15;
  private static final int[] CHINESE_WEIGHTS = {
    7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2
  };
  private static final String CHINESE_CHECKS = "10X98765432";

  /** The number that begins here; null when none does. */
  static @Nullable PersonalNumber at(String text, int start) {
    char c = text.charAt(start);
    if (c == '+') {
      return phone(text, start);
    }
    return Character.isDigit(c) ? digits(text, start) : iban(text, start);
  }

  private static @Nullable PersonalNumber phone(String text, int start) {
    int digits = 0;
    int end = start + 1;
    int last = end;
    while (end < text.length() && digits <= 15) {
      char c = text.charAt(end);
      if (Character.isDigit(c)) {
        digits++;
        last = end + 1;
      } else if (" -.()".indexOf(c) < 0 || end - last > 1) {
        break;
      }
      end++;
    }
    boolean country = start + 1 < text.length() && "123456789".indexOf(text.charAt(start + 1)) >= 0;
    return country && digits >= 10 && digits <= 15
        ? new PersonalNumber("phone-number", last)
        : null;
  }

  private static @Nullable PersonalNumber digits(String text, int start) {
    Groups groups = Groups.at(text, start);
    String digits = groups.digits();
    if (!groups.ends(text)) {
      return null;
    }
    if (groups.shape().equals("3-2-4") && isSocialSecurity(digits)) {
      return new PersonalNumber("us-social-security-number", groups.end());
    }
    if (groups.shape().equals("18") && isChinese(digits)) {
      return new PersonalNumber("cn-resident-identity-number", groups.end());
    }
    return isCardShape(groups.shape()) && isCard(digits)
        ? new PersonalNumber("payment-card", groups.end())
        : null;
  }

  /**
   * Digits in groups of one separator.
   *
   * @param digits without what is between them; the last may be an X
   * @param shape the lengths of the groups, with the separator between
   */
  private record Groups(String digits, String shape, int end) {

    private static final int MOST = 20;

    static Groups at(String text, int start) {
      StringBuilder digits = new StringBuilder();
      StringBuilder shape = new StringBuilder();
      int end = start;
      int group = start;
      char separator = 0;
      while (end < text.length() && digits.length() < MOST) {
        char c = text.charAt(end);
        boolean check = c == 'X' && digits.length() == 17;
        if ((c >= '0' && c <= '9') || check) {
          digits.append(c);
        } else if ((c == separator || (separator == 0 && (c == ' ' || c == '-')))
            && end + 1 < text.length()
            && Character.isDigit(text.charAt(end + 1))) {
          separator = c;
          shape.append(end - group).append(c);
          group = end + 1;
        } else {
          break;
        }
        end++;
      }
      return new Groups(digits.toString(), shape.append(end - group).toString(), end);
    }

    boolean ends(String text) {
      return end == text.length() || !CharSet.isWord(text.charAt(end));
    }
  }

  private static boolean isSocialSecurity(String digits) {
    String area = digits.substring(0, 3);
    return !area.equals("000")
        && !area.equals("666")
        && digits.charAt(0) != '9'
        && !digits.startsWith("00", 3)
        && !digits.endsWith("0000");
  }

  /** ISO 7064 MOD 11-2 (GB 11643). */
  private static boolean isChinese(String number) {
    int month = Integer.parseInt(number.substring(10, 12));
    int day = Integer.parseInt(number.substring(12, 14));
    boolean born = number.startsWith("19", 6) || number.startsWith("20", 6);
    if (!born || month < 1 || month > 12 || day < 1 || day > 31) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < CHINESE_WEIGHTS.length; i++) {
      sum += CHINESE_WEIGHTS[i] * (number.charAt(i) - '0');
    }
    return number.charAt(17) == CHINESE_CHECKS.charAt(sum % 11);
  }

  private static boolean isCardShape(String shape) {
    return switch (shape) {
      case "14", "15", "16", "19", "4 4 4 4", "4-4-4-4", "4 6 5", "4-6-5" -> true;
      default -> false;
    };
  }

  /** Luhn's sum, and a first digit that card networks have. */
  private static boolean isCard(String digits) {
    if (digits.charAt(0) < '2' || digits.charAt(0) > '6' || digits.endsWith("X")) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 0 ? digit : 2 * digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }

  /** Two letters, two check digits, and what MOD 97 says is right; in one or in groups of four. */
  private static @Nullable PersonalNumber iban(String text, int start) {
    boolean begins =
        start + SHORTEST_IBAN <= text.length()
            && isLetter(text.charAt(start + 1))
            && Character.isDigit(text.charAt(start + 2))
            && Character.isDigit(text.charAt(start + 3));
    if (!begins) {
      return null;
    }
    StringBuilder number = new StringBuilder();
    int end = start;
    while (end < text.length() && number.length() <= LONGEST_IBAN) {
      char c = text.charAt(end);
      boolean gap = c == ' ' && number.length() % 4 == 0 && end + 1 < text.length();
      if (isLetter(c) || (c >= '0' && c <= '9')) {
        number.append(c);
      } else if (!gap || !isLetterOrDigit(text.charAt(end + 1))) {
        break;
      } else if (isIban(number)) {
        break;
      }
      end++;
    }
    return isIban(number) ? new PersonalNumber("iban", end) : null;
  }

  private static boolean isLetter(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isLetterOrDigit(char c) {
    return isLetter(c) || (c >= '0' && c <= '9');
  }

  private static boolean isIban(CharSequence number) {
    int length = number.length();
    if (length < SHORTEST_IBAN || length > LONGEST_IBAN) {
      return false;
    }
    int rest = 0;
    for (int i = 0; i < length; i++) {
      int value = Character.digit(number.charAt((i + 4) % length), 36);
      rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    }
    return rest == 1;
  }
}
