package io.serai.moderation.code;

import io.serai.moderation.code.Token.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the expressions of a program, and what its statements bind names to. An island grammar: of
 * all that does neither it knows only where it ends, so that no new word of a language hides what
 * stands beside it.
 */
final class ProgramReader {

  private static final int DEEPEST = 400;

  private final List<Token> tokens;
  private final boolean python;
  private final Words words;
  private final Outline outline;
  private int at;

  ProgramReader(List<Token> tokens, boolean python, Outline outline) {
    this.tokens = tokens;
    this.python = python;
    this.words = python ? Words.PYTHON : Words.JAVASCRIPT;
    this.outline = outline;
  }

  void read() throws UnreadableException {
    while (at < tokens.size()) {
      group("");
    }
  }

  private Token token() {
    return at < tokens.size() ? tokens.get(at) : tokens.get(tokens.size() - 1);
  }

  private Token token(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  /** Reads all up to a closing sign; to the end of the program when that is empty. */
  private Group group(String closing) throws UnreadableException {
    Group group = new Group(outline, python, closing);
    while (at < tokens.size()) {
      Token token = token();
      if (closes(token, closing)) {
        at++;
        break;
      }
      if (token.kind() == Kind.END) {
        at++;
        group.endStatement();
      } else if (!word(token, group)) {
        valueOrSign(token, group);
      }
    }
    group.endStatement();
    return group;
  }

  private static boolean closes(Token token, String closing) {
    return token.kind() == Kind.CLOSE
        ? closing.equals("`")
        : !closing.isEmpty() && token.is(closing);
  }

  private void valueOrSign(Token token, Group group) throws UnreadableException {
    Value value = primary(token);
    if (value == null) {
      at++;
      group.sign(token.text());
      return;
    }
    if (value.depth() > DEEPEST) {
      throw new UnreadableException("expressions are nested too deeply");
    }
    group.operand(value, token.newLine());
  }

  /** Reads what begins with a word of the language; false when it is a name. */
  private boolean word(Token token, Group group) throws UnreadableException {
    if (token.kind() != Kind.NAME || isOwnName()) {
      return false;
    }
    switch (token.text()) {
      case "import", "from", "export" -> {
        return new ImportReader(tokens, python, outline).read(at, group, this::moveTo);
      }
      case "def", "function" -> definition(group);
      case "class" -> classHead(group);
      case "for" -> {
        at++;
        group.beginLoop();
      }
      case "in", "of" -> {
        boolean name = !python && token.text().equals("of") && !group.loops();
        if (name) {
          return false;
        }
        at++;
        group.loopOver();
      }
      case "as" -> {
        if (!python) {
          return false;
        }
        at++;
        group.named(token());
      }
      default -> {
        if (!words.operators().contains(token.text())) {
          return false;
        }
        at++;
        group.sign(token.text());
      }
    }
    return true;
  }

  /** Whether a word of the language is a parameter, a key or a variable here. */
  private boolean isOwnName() {
    Token next = token(1);
    return next.is("=>") || (!python && (next.is(":") || next.is("=") || next.is(",")));
  }

  private void moveTo(int next) {
    at = next;
  }

  /** The name that a function is given is neither used nor called there. */
  private void definition(Group group) {
    at++;
    group.sign("def");
    boolean generator = token().is("*");
    at += generator ? 1 : 0;
    at += token().kind() == Kind.NAME ? 1 : 0;
  }

  /** Bases in brackets behind the name are no call of it. */
  private void classHead(Group group) {
    at++;
    group.sign("class");
    at += python && token().kind() == Kind.NAME ? 1 : 0;
  }

  private @Nullable Value primary(Token first) throws UnreadableException {
    Value value;
    switch (first.kind()) {
      case NAME -> {
        at++;
        value = new Value.Name(first.text());
      }
      case STRING -> value = strings();
      case OPEN -> {
        at++;
        group("`");
        value = Value.UNKNOWN;
      }
      case OTHER -> {
        at++;
        value = Value.UNKNOWN;
      }
      default -> {
        String closing = first.is("(") ? ")" : first.is("[") ? "]" : first.is("{") ? "}" : "";
        if (closing.isEmpty()) {
          return null;
        }
        at++;
        value = group(closing).value();
      }
    }
    return suffixes(value, first);
  }

  private Value strings() {
    StringBuilder text = new StringBuilder(token().text());
    at++;
    while (python && at < tokens.size() && token().kind() == Kind.STRING) {
      text.append(token().text());
      at++;
    }
    return new Value.Text(text.toString());
  }

  private Value suffixes(Value first, Token begin) throws UnreadableException {
    Value value = first;
    boolean called = false;
    while (at < tokens.size() && value.depth() <= DEEPEST) {
      int end = tokens.get(at - 1).end();
      Token token = token();
      boolean optional = token.is("?.");
      boolean dot = token.is(".") || optional;
      if (dot && token(1).kind() == Kind.NAME) {
        value = new Value.Element(value, new Value.Text(token(1).text()));
        at += 2;
        called = false;
        continue;
      }
      at += optional ? 1 : 0;
      if (token().is("[")) {
        at++;
        value = new Value.Element(value, group("]").value());
        called = false;
      } else if (token().is("(")) {
        value = call(value, begin, end);
        called = true;
      } else if (isTagged(token())) {
        outline.use(value, Use.Kind.CALL, begin.start(), end);
        value = new Value.Call(value, List.of());
        skipString();
        called = true;
      } else {
        break;
      }
    }
    boolean names = value instanceof Value.Name || value instanceof Value.Element;
    if (!called && names) {
      outline.use(value, Use.Kind.REFERENCE, begin.start(), tokens.get(at - 1).end());
    }
    return value;
  }

  private Value call(Value function, Token begin, int end) throws UnreadableException {
    at++;
    List<Value> arguments = group(")").items();
    boolean method = !python && token().is("{") && !token().newLine();
    Value call = new Value.Call(function, arguments);
    if (!method) {
      outline.use(call, Use.Kind.CALL, begin.start(), end);
    }
    return call;
  }

  private boolean isTagged(Token token) {
    return !python
        && (token.kind() == Kind.OPEN || (token.kind() == Kind.STRING && token.template()));
  }

  private void skipString() throws UnreadableException {
    boolean holes = token().kind() == Kind.OPEN;
    at++;
    if (holes) {
      group("`");
    }
  }
}
