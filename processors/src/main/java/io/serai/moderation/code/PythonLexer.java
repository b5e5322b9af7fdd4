package io.serai.moderation.code;

import io.serai.moderation.code.Token.Kind;
import java.text.Normalizer;
import java.util.Locale;

/** The tokens of a Python program, without its indentation: 3.13, and older ones. */
final class PythonLexer extends Lexer {

  private static final String LONG_SIGNS =
      " := ** // -> == != <= >= << >> += -= *= /= |= &= ^= @= %= ";

  PythonLexer(String text) {
    super(text);
  }

  @Override
  void token() throws UnreadableException {
    char c = text.charAt(at);
    if (c == '#') {
      int start = at;
      skipTo("\n", false);
      comment(start);
    } else if (c == '\n') {
      at++;
      newLine = true;
      if (brackets.isEmpty() && frame() == null) {
        add(Kind.END, "", at);
      }
    } else if (c == '\\' && (peek(1) == '\n' || peek(1) == '\r')) {
      at += 2;
    } else if (c <= ' ' || c == '\ufeff') {
      at++;
    } else if (c == '"' || c == '\'') {
      string("", at);
    } else if (Character.isDigit(c) || (c == '.' && Character.isDigit(peek(1)))) {
      number();
    } else if (Character.isUnicodeIdentifierStart(text.codePointAt(at)) || c == '_') {
      nameOrString();
    } else if (endsHole() && (c == '}' || c == ':' || (c == '!' && peek(1) != '='))) {
      leave(c);
    } else {
      sign(LONG_SIGNS.contains(" " + c + peek(1) + " ") ? 2 : 1);
    }
  }

  private void leave(char c) {
    Frame frame = frame();
    if (frame == null) {
      return;
    }
    leaveHole(frame);
    // Behind a colon or an exclamation mark a format follows, and only a brace ends that.
    frame.holes += c == '}' ? 0 : 1;
    at++;
  }

  private void nameOrString() throws UnreadableException {
    int start = at;
    boolean ascii = true;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (!Character.isUnicodeIdentifierPart(c) || Character.isIdentifierIgnorable(c)) {
        break;
      }
      ascii &= c < 128;
      at += Character.charCount(c);
    }
    String name = text.substring(start, at);
    boolean prefix = name.length() <= 2 && (peek(0) == '"' || peek(0) == '\'');
    if (prefix) {
      string(name.toLowerCase(Locale.ROOT), start);
    } else {
      // PEP 3131: names that are compatible are the same name.
      add(Kind.NAME, ascii ? name : Normalizer.normalize(name, Normalizer.Form.NFKC), start);
    }
  }

  private void string(String prefix, int start) throws UnreadableException {
    char c = text.charAt(at);
    boolean three = peek(1) == c && peek(2) == c;
    String quote = String.valueOf(c).repeat(three ? 3 : 1);
    at += quote.length();
    Frame frame = new Frame(quote, prefix.contains("r"), start);
    if (prefix.contains("f") || prefix.contains("t")) {
      begin(frame);
      return;
    }
    while (!text.startsWith(quote, at)) {
      character(frame);
    }
    at += quote.length();
    add(Kind.STRING, frame.value.toString(), start);
  }

  private void character(Frame frame) throws UnreadableException {
    char c = peek(0);
    if (at >= text.length() || (c == '\n' && frame.quote.length() == 1)) {
      throw new UnreadableException("a string is not closed");
    }
    if (c != '\\') {
      frame.value.append(c);
      at++;
    } else if (frame.raw || peek(1) == 'N') {
      frame.value.append(c).append(peek(1));
      at += 2;
    } else {
      escape(frame.value);
    }
  }

  @Override
  void inString(Frame frame) throws UnreadableException {
    boolean inFormat = frame.holes > 0;
    char c = peek(0);
    if (text.startsWith(frame.quote, at)) {
      end(frame);
    } else if (c == '{' && (inFormat || peek(1) != '{')) {
      enterHole(frame, 1);
    } else if (c == '}' && inFormat) {
      frame.holes--;
      at++;
    } else if ((c == '{' || c == '}') && peek(1) == c) {
      frame.value.append(c);
      at += 2;
    } else {
      character(frame);
    }
  }
}
