package io.serai.moderation.code;

import io.serai.job.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads programs, and those that they hold in strings and run. */
public final class Programs {

  private static final Set<String> RUN_TEXT = Set.of("eval", "exec", "compile", "Function");
  private static final int DEEPEST = 2;

  private Programs() {}

  /**
   * What a program uses; none when it cannot be read, because it is no program of the language or
   * because it is made to be hard to read.
   */
  public static Optional<List<Use>> read(Language language, String code) {
    try {
      return Optional.of(read(language, code, 0));
    } catch (UnreadableException e) {
      return Optional.empty();
    }
  }

  private static List<Use> read(Language language, String code, int depth)
      throws UnreadableException {
    boolean python = language == Language.PYTHON;
    Lexer lexer = python ? new PythonLexer(code) : new JavaScriptLexer(code);
    Outline outline = new Outline();
    new ProgramReader(lexer.read(), python, outline).read();
    Names names = new Names(outline);
    List<Use> uses = new ArrayList<>();
    for (Outline.Place place : outline.places()) {
      if (place.value() instanceof Value.Call call) {
        Use use = use(place, names.of(call.function()));
        uses.add(use);
        addImports(call, use, names, uses);
        if (depth < DEEPEST && use.names().stream().anyMatch(Programs::runsText)) {
          addProgram(language, names.texts(call, 0), use, depth + 1, uses);
        }
      } else {
        uses.add(use(place, names.of(place.value())));
      }
    }
    return uses;
  }

  private static Use use(Outline.Place place, Set<String> names) {
    Set<String> called = new TreeSet<>(names);
    for (String name : names) {
      if (name.endsWith(".call") || name.endsWith(".apply")) {
        called.add(name.substring(0, name.lastIndexOf('.')));
      }
      if (name.startsWith("builtins.") || name.startsWith("globalThis.")) {
        called.add(name.substring(name.indexOf('.') + 1));
      }
    }
    return new Use(place.kind(), called, place.start(), place.end());
  }

  private static boolean runsText(String function) {
    return RUN_TEXT.contains(function);
  }

  private static void addImports(Value.Call call, Use use, Names names, List<Use> uses)
      throws UnreadableException {
    if (use.names().stream().anyMatch(Names::isImporter)) {
      Set<String> modules = new TreeSet<>();
      for (String module : names.texts(call, 0)) {
        modules.add(module.startsWith("node:") ? module.substring("node:".length()) : module);
      }
      uses.add(new Use(Use.Kind.IMPORT, modules, use.start(), use.end()));
    }
  }

  private static void addProgram(
      Language language, Set<String> programs, Use use, int depth, List<Use> uses)
      throws UnreadableException {
    for (String program : programs) {
      for (Use inner : read(language, program, depth)) {
        uses.add(new Use(inner.kind(), inner.names(), use.start(), use.end()));
      }
    }
  }
}
