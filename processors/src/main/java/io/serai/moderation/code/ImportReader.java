package io.serai.moderation.code;

import io.serai.moderation.code.Token.Kind;
import java.util.List;
import java.util.function.IntConsumer;

/** Reads the statements that import. */
final class ImportReader {

  private final List<Token> tokens;
  private final boolean python;
  private final Outline outline;
  private int at;

  ImportReader(List<Token> tokens, boolean python, Outline outline) {
    this.tokens = tokens;
    this.python = python;
    this.outline = outline;
  }

  /**
   * Reads one.
   *
   * @param moved is told where the program goes on behind it
   * @return false when what is here imports nothing
   */
  boolean read(int from, Group group, IntConsumer moved) {
    at = from;
    String word = token().text();
    boolean begins = from == 0 || endsStatement(tokens.get(from - 1), token());
    boolean reads = python ? begins && readPython(word) : readJavaScript(word);
    if (reads) {
      group.endStatement();
      moved.accept(at);
    } else if (word.equals("export") || (python && word.equals("from"))) {
      group.sign(word);
      moved.accept(from + 1);
      return true;
    }
    return reads;
  }

  private static boolean endsStatement(Token before, Token here) {
    return before.kind() == Kind.END || here.newLine() || before.is(";") || before.is(":");
  }

  private Token token() {
    return tokens.get(Math.min(at, tokens.size() - 1));
  }

  private boolean takeName(String name) {
    boolean there = token().isName(name);
    at += there ? 1 : 0;
    return there;
  }

  private boolean take(String sign) {
    boolean there = token().is(sign);
    at += there ? 1 : 0;
    return there;
  }

  private boolean readPython(String word) {
    at++;
    return word.equals("import") ? modules() : word.equals("from") && fromModule();
  }

  private boolean modules() {
    do {
      int start = token().start();
      String name = dotted();
      Value.Module module = new Value.Module(name);
      used(name, start);
      if (takeName("as")) {
        outline.bind(token().text(), module);
        at++;
      } else {
        String first = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        outline.bind(first, new Value.Module(first));
      }
    } while (take(","));
    return true;
  }

  private boolean fromModule() {
    int start = token().start();
    String module = dotted();
    if (!takeName("import")) {
      return false;
    }
    used(module, start);
    boolean brackets = take("(");
    do {
      if (take("*")) {
        outline.open(module);
      } else if (token().kind() == Kind.NAME) {
        member(new Value.Module(module), module);
      }
    } while (take(","));
    if (brackets) {
      take(")");
    }
    return true;
  }

  /** One name of a module, with or without another name for it. */
  private void member(Value module, String moduleName) {
    Token name = token();
    at++;
    boolean renamed = takeName("as");
    String local = renamed ? token().text() : name.text();
    at += renamed ? 1 : 0;
    outline.bind(local, new Value.Element(module, new Value.Text(name.text())));
    if (python) {
      // It may be a module itself, as in "from os import path".
      outline.use(
          new Value.Module(moduleName + "." + name.text()),
          Use.Kind.IMPORT,
          name.start(),
          name.end());
    }
  }

  private String dotted() {
    StringBuilder name = new StringBuilder();
    while ((token().kind() == Kind.NAME && !token().isName("import"))
        || token().is(".")
        || token().is("...")) {
      name.append(token().text());
      at++;
      if (name.charAt(name.length() - 1) != '.' && !token().is(".")) {
        break;
      }
    }
    return name.toString();
  }

  private void used(String module, int start) {
    outline.use(new Value.Module(module), Use.Kind.IMPORT, start, tokens.get(at - 1).end());
  }

  /** {@code import a, * as b, {c as d} from 'm'}, {@code import 'm'}, {@code export … from 'm'}. */
  private boolean readJavaScript(String word) {
    int from = ++at;
    boolean call = word.equals("import") && (token().is("(") || token().is("."));
    if (call || word.equals("from")) {
      return false;
    }
    int source = source();
    if (source < 0) {
      return false;
    }
    Value.Module module = new Value.Module(tokens.get(source).text());
    while (at < source) {
      clause(module, module.name());
    }
    at = source + 1;
    used(module.name(), tokens.get(from - 1).start());
    return true;
  }

  /** Where the string is that names the module, or −1. */
  private int source() {
    int next = at;
    while (next < tokens.size()) {
      Token token = tokens.get(next);
      if (token.kind() == Kind.STRING) {
        boolean named = next == at || tokens.get(next - 1).isName("from");
        if (named) {
          return next;
        }
      }
      boolean clause =
          token.kind() == Kind.NAME
              || token.kind() == Kind.STRING
              || token.is("{")
              || token.is("}")
              || token.is(",")
              || token.is("*");
      // A keyword ends what is no import: many of them must not each look to the program's end.
      boolean keyword = token.isName("import") || token.isName("export");
      if (!clause || keyword) {
        return -1;
      }
      next++;
    }
    return -1;
  }

  private void clause(Value.Module module, String name) {
    if (take("*")) {
      if (takeName("as")) {
        outline.bind(token().text(), module);
        at++;
      }
    } else if (take("{")) {
      while (!take("}")) {
        if (token().kind() == Kind.NAME || token().kind() == Kind.STRING) {
          member(module, name);
        } else {
          at++;
        }
      }
    } else {
      if (token().kind() == Kind.NAME && !token().isName("from")) {
        outline.bind(token().text(), module);
      }
      at++;
    }
  }
}
