package io.serai.moderation.code;

import io.serai.job.Language;
import io.serai.moderation.code.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the lexers of all languages have in common: brackets, strings, and strings with holes. */
abstract class Lexer {

  static final int DEEPEST = 128;

  /** A string with holes that has been begun. */
  static final class Frame {
    final String quote;
    final boolean raw;
    final int start;
    final StringBuilder value = new StringBuilder();
    boolean opened;
    boolean inHole;
    int holes;
    int brackets;

    Frame(String quote, boolean raw, int start) {
      this.quote = quote;
      this.raw = raw;
      this.start = start;
    }
  }

  final String text;
  int at;
  boolean newLine;
  final List<Token> tokens = new ArrayList<>();
  final Deque<Character> brackets = new ArrayDeque<>();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final List<Span> comments = new ArrayList<>();

  Lexer(String text) {
    this.text = text;
  }

  static Lexer of(Language language, String text) {
    return language == Language.PYTHON ? new PythonLexer(text) : new JavaScriptLexer(text);
  }

  /** Reads one token, or what is between two, outside of strings with holes. */
  abstract void token() throws UnreadableException;

  /** Reads a part of a string with holes, up to a hole or the end. */
  abstract void inString(Frame frame) throws UnreadableException;

  final List<Token> read() throws UnreadableException {
    while (at < text.length()) {
      Frame frame = frames.peek();
      if (frame != null && !frame.inHole) {
        inString(frame);
      } else {
        token();
      }
    }
    if (!brackets.isEmpty() || !frames.isEmpty()) {
      throw new UnreadableException("something is not closed");
    }
    add(Kind.END, "", at);
    return tokens;
  }

  /** What was passed over between the tokens. */
  final List<Span> comments() {
    return comments;
  }

  /** Notes a comment that ends here. */
  final void comment(int start) {
    comments.add(new Span(start, at));
  }

  final void begin(Frame frame) throws UnreadableException {
    if (frames.size() >= DEEPEST) {
      throw new UnreadableException("strings are nested too deeply");
    }
    frames.push(frame);
  }

  final @Nullable Frame frame() {
    return frames.peek();
  }

  /** Goes on outside of the string, with what its hole holds. */
  final void enterHole(Frame frame, int length) {
    if (!frame.opened) {
      add(Kind.OPEN, "", frame.start);
      frame.opened = true;
    }
    at += length;
    frame.inHole = true;
    frame.holes++;
    frame.brackets = brackets.size();
  }

  /** Whether the hole of a string ends here, and not some bracket in it. */
  final boolean endsHole() {
    Frame frame = frames.peek();
    return frame != null && frame.inHole && frame.brackets == brackets.size();
  }

  final void leaveHole(Frame frame) {
    add(Kind.SIGN, ",", at);
    frame.inHole = false;
    frame.holes--;
  }

  final void end(Frame frame) {
    frames.pop();
    at += frame.quote.length();
    if (frame.opened) {
      add(Kind.CLOSE, "", at);
    } else {
      add(Kind.STRING, frame.value.toString(), frame.start);
    }
  }

  final void add(Kind kind, String word, int start) {
    boolean template = kind == Kind.STRING && text.charAt(start) == '`';
    tokens.add(new Token(kind, word, start, at, newLine, template));
    newLine = false;
  }

  final @Nullable Token last() {
    return tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
  }

  final char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  final void sign(int length) throws UnreadableException {
    char c = text.charAt(at);
    if ("([{".indexOf(c) >= 0) {
      open(c);
    } else if (")]}".indexOf(c) >= 0) {
      close(c);
    }
    int start = at;
    at += length;
    add(Kind.SIGN, text.substring(start, at), start);
  }

  private void open(char c) throws UnreadableException {
    if (brackets.size() >= DEEPEST) {
      throw new UnreadableException("brackets are nested too deeply");
    }
    brackets.push(c);
  }

  private void close(char c) throws UnreadableException {
    if (brackets.isEmpty() || "([{".indexOf(brackets.pop()) != ")]}".indexOf(c)) {
      throw new UnreadableException("brackets do not match");
    }
  }

  /** Reads an escape that is alike in all languages, behind its backslash. */
  final void escape(StringBuilder value) throws UnreadableException {
    at++;
    char c = peek(0);
    at++;
    switch (c) {
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case 'r' -> value.append('\r');
      case '\n' -> newLine = true;
      case 'x' -> value.appendCodePoint(hex(2));
      case 'u' -> value.appendCodePoint(peek(0) == '{' ? braced() : hex(4));
      case 'U' -> value.appendCodePoint(Math.min(hex(8), Character.MAX_CODE_POINT));
      default -> {
        if (c >= '0' && c <= '7') {
          value.appendCodePoint(octal(c));
        } else {
          value.append(c);
        }
      }
    }
  }

  private int octal(char first) {
    int number = first - '0';
    for (int i = 0; i < 2 && peek(0) >= '0' && peek(0) <= '7'; i++) {
      number = 8 * number + peek(0) - '0';
      at++;
    }
    return number;
  }

  private int braced() throws UnreadableException {
    int end = text.indexOf('}', at);
    if (end < 0 || end - at > 8) {
      throw new UnreadableException("an escape is wrong");
    }
    at++;
    int number = hex(end - at);
    at++;
    return Math.min(number, Character.MAX_CODE_POINT);
  }

  private int hex(int digits) throws UnreadableException {
    if (digits == 0 || at + digits > text.length()) {
      throw new UnreadableException("an escape is wrong");
    }
    try {
      int number = Integer.parseUnsignedInt(text, at, at + digits, 16);
      at += digits;
      return number < 0 ? Character.MAX_CODE_POINT : number;
    } catch (NumberFormatException e) {
      throw new UnreadableException("an escape is wrong");
    }
  }

  /** Goes over a number; no program is told from another by it. */
  final void number() {
    int start = at;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean exponent = (c == '+' || c == '-') && "eE".indexOf(text.charAt(at - 1)) >= 0;
      boolean hexadecimal = peek(start + 1 - at) == 'x' || peek(start + 1 - at) == 'X';
      if (!Character.isLetterOrDigit(c) && c != '_' && c != '.' && (!exponent || hexadecimal)) {
        break;
      }
      at++;
    }
    add(Kind.OTHER, "", start);
  }

  final void skipTo(String end, boolean over) throws UnreadableException {
    int found = text.indexOf(end, at);
    if (found < 0 && over) {
      throw new UnreadableException("a comment is not closed");
    }
    int stop = found < 0 ? text.length() : found + (over ? end.length() : 0);
    newLine |= text.substring(at, stop).indexOf('\n') >= 0;
    at = stop;
  }
}
