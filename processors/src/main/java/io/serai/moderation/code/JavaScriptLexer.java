package io.serai.moderation.code;

import io.serai.moderation.code.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** The tokens of an ECMAScript program, script or module. */
final class JavaScriptLexer extends Lexer {

  private static final Set<String> BEFORE_EXPRESSION =
      Set.of(
          "return",
          "typeof",
          "case",
          "in",
          "of",
          "delete",
          "void",
          "throw",
          "new",
          "else",
          "do",
          "instanceof",
          "await",
          "yield",
          "extends",
          "default");
  private static final Set<String> BEFORE_CONDITION = Set.of("if", "while", "for", "with");
  private static final String LONG_SIGNS =
      " === !== >>>= >>> **= ... &&= ||= ??= <<= >>= => == != <= >= && || ?? ?. ++ -- << >> ** += -="
          + " *= /= %= &= |= ^= ";

  /** For each open parenthesis, whether a condition is in it. */
  private final Deque<Boolean> conditions = new ArrayDeque<>();

  private boolean afterCondition;

  JavaScriptLexer(String text) {
    super(text);
    if (text.startsWith("#!")) {
      at = Math.max(0, text.indexOf('\n'));
    }
  }

  @Override
  void token() throws UnreadableException {
    char c = text.charAt(at);
    if (c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029') {
      at++;
      newLine = true;
    } else if (c <= ' ' || c == '\u00a0' || c == '\ufeff' || Character.isSpaceChar(c)) {
      at++;
    } else if (text.startsWith("//", at)) {
      skipLine();
    } else if (text.startsWith("/*", at)) {
      int start = at;
      at += 2;
      skipTo("*/", true);
      comment(start);
    } else if (c == '"' || c == '\'') {
      string(c);
    } else if (c == '`') {
      begin(new Frame("`", false, at++));
    } else if (Character.isDigit(c) || (c == '.' && Character.isDigit(peek(1)))) {
      number();
    } else if (isNameStart(c)) {
      name();
    } else if (c == '}' && endsHole()) {
      leave();
    } else if (c == '/' && beginsExpression()) {
      regularExpression();
    } else {
      mark(c);
    }
  }

  /** Old engines take these for comments, new ones in scripts. A module would not: it is hidden. */
  private void refuseHtmlComment() throws UnreadableException {
    if (text.startsWith("<!--", at) || (newLine && text.startsWith("-->", at))) {
      throw new UnreadableException("HTML comments are read in two ways");
    }
  }

  private void skipLine() {
    int start = at;
    while (at < text.length() && "\n\r\u2028\u2029".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    comment(start);
  }

  private static boolean isNameStart(char c) {
    return Character.isUnicodeIdentifierStart(c)
        || c == '$'
        || c == '_'
        || c == '#'
        || c == '\\'
        || Character.isSurrogate(c);
  }

  private void name() throws UnreadableException {
    int start = at;
    StringBuilder name = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\' && peek(1) == 'u') {
        escape(name);
      } else if (isNameStart(c) || Character.isUnicodeIdentifierPart(c)) {
        name.append(c);
        at++;
      } else {
        break;
      }
    }
    if (name.indexOf("\\") >= 0) {
      throw new UnreadableException("a backslash stands alone");
    }
    add(Kind.NAME, name.toString(), start);
  }

  private void string(char quote) throws UnreadableException {
    int start = at++;
    StringBuilder value = new StringBuilder();
    while (peek(0) != quote) {
      if (at >= text.length() || peek(0) == '\n') {
        throw new UnreadableException("a string is not closed");
      }
      if (peek(0) == '\\') {
        escape(value);
      } else {
        value.append(text.charAt(at++));
      }
    }
    at++;
    add(Kind.STRING, value.toString(), start);
  }

  @Override
  void inString(Frame frame) throws UnreadableException {
    if (peek(0) == '`') {
      end(frame);
    } else if (text.startsWith("${", at)) {
      enterHole(frame, 2);
    } else if (peek(0) == '\\') {
      escape(frame.value);
    } else {
      frame.value.append(text.charAt(at++));
    }
  }

  private void leave() {
    Frame frame = frame();
    if (frame != null) {
      leaveHole(frame);
      at++;
    }
  }

  private void mark(char c) throws UnreadableException {
    refuseHtmlComment();
    if (c == '(') {
      Token last = last();
      conditions.push(
          last != null && last.kind() == Kind.NAME && BEFORE_CONDITION.contains(last.text()));
    }
    afterCondition = c == ')' && !conditions.isEmpty() && conditions.pop();
    int length = 4;
    while (length > 1
        && (at + length > text.length()
            || !LONG_SIGNS.contains(" " + text.substring(at, at + length) + " "))) {
      length--;
    }
    sign(length);
  }

  /**
   * Whether a slash here begins a regular expression, and does not divide.
   *
   * @throws UnreadableException behind a brace and behind an increment, where it takes a whole
   *     parser to tell; what is read in the wrong way could hide the rest of the program
   */
  private boolean beginsExpression() throws UnreadableException {
    Token last = last();
    if (last == null) {
      return true;
    }
    if (last.is("}") || last.is("++") || last.is("--")) {
      throw new UnreadableException("a slash is read in two ways");
    }
    return switch (last.kind()) {
      case NAME -> isBeforeExpression(last);
      case STRING, OTHER, CLOSE -> false;
      default -> last.is(")") ? afterCondition : !last.is("]");
    };
  }

  private boolean isBeforeExpression(Token name) {
    boolean member = tokens.size() > 1 && tokens.get(tokens.size() - 2).text().endsWith(".");
    return !member && BEFORE_EXPRESSION.contains(name.text());
  }

  private void regularExpression() throws UnreadableException {
    int start = at++;
    boolean inClass = false;
    while (inClass || peek(0) != '/') {
      char c = peek(0);
      if (at >= text.length() || c == '\n') {
        throw new UnreadableException("a regular expression is not closed");
      }
      inClass = c == '[' || (inClass && c != ']');
      at += c == '\\' ? 2 : 1;
    }
    at++;
    while (Character.isLetter(peek(0))) {
      at++;
    }
    add(Kind.OTHER, "", start);
  }
}
