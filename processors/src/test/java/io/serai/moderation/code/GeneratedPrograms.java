package io.serai.moderation.code;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Python programs made up at random, the same for the same seed: valid, and of no sense. */
final class GeneratedPrograms {

  private static final List<String> NAMES =
      List.of("a", "b2", "data", "os", "résumé", "_x", "path", "input", "match", "print");
  private static final List<String> MODULES =
      List.of("os", "os.path", "sys", "json", "a.b.c", "numpy", "subprocess");
  private static final List<String> STRINGS =
      List.of(
          "'input()'",
          "\"it's os.system('x')\"",
          "r'\\d(x)'",
          "b'f(x)'",
          "'''a\n# b(c)\n\"d\"'''",
          "rb'\\'('",
          "'a\\'(b'",
          "'x' \"y(\"",
          "u'f()'");
  private static final List<String> OPERATORS =
      List.of("+", "-", "*", "/", "//", "%", "**", "@", "<", "==", "is not", "not in", "and", "or");

  private final SplittableRandom random;
  private int made;

  GeneratedPrograms(long seed) {
    this.random = new SplittableRandom(seed);
  }

  String next() {
    StringBuilder program = new StringBuilder();
    made = 0;
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      program.append(statement("", 2));
    }
    return program.toString();
  }

  private String statement(String indent, int depth) {
    return switch (random.nextInt(depth > 0 ? 16 : 9)) {
      case 0 -> indent + anImport() + "\n";
      case 1 -> indent + fresh() + " = " + value() + "  # " + name() + "(1)\n";
      case 2 -> indent + name() + "." + name() + "[" + value() + "] += " + value() + "\n";
      case 3 -> indent + call(2) + "; " + fresh() + ": " + name() + " = " + value() + "\n";
      case 4 -> indent + "assert " + value() + ", " + value() + "\n";
      case 5 -> indent + "# " + name() + "('" + "\n" + indent + "pass\n";
      case 6 ->
          indent + fresh() + ", *" + fresh() + " = \\\n    " + value() + ", " + value() + "\n";
      case 7 -> indent + "raise " + call(1) + " from " + value() + "\n";
      case 8 -> indent + "del " + name() + "[" + value() + "]\n";
      case 9 -> block(indent, "if " + value(), depth) + block(indent, "else", depth);
      case 10 -> block(indent, "for " + fresh() + ", b in " + value(), depth);
      case 11 -> block(indent, "while (" + value() + ")", depth);
      case 12 -> block(indent, "with " + call(1) + " as " + fresh() + ", " + call(1), depth);
      case 13 ->
          block(indent, "try", depth)
              + block(indent, "except (" + name() + ", " + name() + ".E) as e", depth);
      case 14 -> decorator(indent) + block(indent, definition(), depth);
      default -> decorator(indent) + block(indent, aClass(), depth);
    };
  }

  private String block(String indent, String head, int depth) {
    return indent + head + ":\n" + many(1, 2, "", () -> statement(indent + "    ", depth - 1));
  }

  private String decorator(String indent) {
    return random.nextBoolean() ? "" : indent + "@" + dotted() + "(" + value() + ")\n";
  }

  private String definition() {
    return (random.nextBoolean() ? "" : "async ")
        + "def "
        + fresh()
        + "(x: "
        + name()
        + " = "
        + value()
        + ", /, *y, z="
        + value()
        + ", **w) -> "
        + value();
  }

  private String aClass() {
    String bases = random.nextBoolean() ? "" : "(" + dotted() + ", metaclass=" + call(1) + ")";
    return "class " + fresh() + bases;
  }

  private String anImport() {
    String module = any(MODULES);
    return switch (random.nextInt(5)) {
      case 0 -> "import " + module + ", " + any(MODULES) + " as " + fresh();
      case 1 -> "from " + module + " import " + name() + " as " + fresh();
      case 2 -> "from " + module + " import (" + name() + ",  # a(b)\n  data,)";
      case 3 -> "from ..." + module + " import path";
      default -> "from . import " + name();
    };
  }

  private String value() {
    return value(2);
  }

  private String value(int depth) {
    int inner = depth - 1;
    return switch (random.nextInt(depth > 0 ? 16 : 4)) {
      case 0 -> name();
      case 1 -> any(List.of("0x1F", "1_000", "1e-5", "2j", ".5", "None", "..."));
      case 2 -> any(STRINGS);
      case 3 -> dotted();
      case 4 -> "f'{{a()}} {" + name() + "(1)!r:>{" + name() + "}} b()'";
      case 5 -> "(" + value(inner) + " " + any(OPERATORS) + " " + value(inner) + ")";
      case 6 -> "(lambda x, *y: " + value(inner) + ")";
      case 7 -> "(" + value(inner) + " if not " + value(inner) + " else " + value(inner) + ")";
      case 8 -> "[" + many(0, 3, ", ", () -> value(inner)) + "]";
      case 9 -> "{" + value(inner) + ": " + value(inner) + ", **" + name() + "}";
      case 10 -> "[" + value(inner) + " for x in " + name() + " if " + value(inner) + "]";
      case 11 -> "(" + fresh() + " := " + value(inner) + ")";
      case 12 -> name() + "[" + value(inner) + ":" + value(inner) + ", ...]";
      case 13 -> "(yield_, *" + name() + ")";
      default -> call(inner);
    };
  }

  private String call(int depth) {
    int inner = Math.max(0, depth - 1);
    String arguments =
        Stream.of(
                many(0, 2, ", ", () -> value(inner)),
                random.nextBoolean() ? "" : "*" + name(),
                random.nextBoolean() ? "" : "key=" + value(inner))
            .filter(each -> !each.isEmpty())
            .collect(Collectors.joining(",\n  "));
    return switch (random.nextInt(6)) {
      case 0 -> dotted() + "(" + arguments + ")()";
      case 1 -> name() + "[" + value(inner) + "](" + arguments + ")";
      case 2 -> any(STRINGS) + ".join(" + arguments + ")";
      case 3 -> name() + "(" + arguments + ").close()";
      default -> dotted() + (random.nextInt(4) == 0 ? " (" : "(") + arguments + ")";
    };
  }

  private String dotted() {
    return many(1, 3, ".", this::name);
  }

  private String many(int least, int most, String between, Supplier<String> one) {
    List<String> all = new ArrayList<>();
    for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
      all.add(one.get());
    }
    return String.join(between, all);
  }

  private String name() {
    boolean bound = made > 0 && random.nextInt(4) == 0;
    return bound ? "v" + random.nextInt(made) : any(NAMES);
  }

  /** A name of its own for everything: what has too many meanings is not read. */
  private String fresh() {
    return "v" + made++;
  }

  private String any(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
