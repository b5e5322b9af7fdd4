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
  private static final int INNER = 65_536;

  private final Language language;
  private final List<Use> uses = new ArrayList<>();
  private long left;

  private Programs(Language language, String code) {
    this.language = language;
    this.left = INNER + 2L * code.length();
  }

  /**
   * What a program uses; none when it cannot be read, because it is no program of the language or
   * because it is made to be hard to read.
   */
  public static Optional<List<Use>> read(Language language, String code) {
    try {
      Programs programs = new Programs(language, code);
      programs.read(code, 0);
      return Optional.of(List.copyOf(programs.uses));
    } catch (UnreadableException e) {
      return Optional.empty();
    }
  }

  private void read(String code, int depth) throws UnreadableException {
    left -= code.length();
    if (left < 0) {
      throw new UnreadableException("too much is run that is in strings");
    }
    Lexer lexer = Lexer.of(language, code);
    Outline outline = new Outline();
    new ProgramReader(lexer.read(), language == Language.PYTHON, outline).read();
    Names names = new Names(outline);
    for (Outline.Place place : outline.places()) {
      if (place.value() instanceof Value.Call call) {
        Use use = use(place, names.of(call.function()));
        uses.add(use);
        addImports(call, use, names);
        if (depth < DEEPEST && use.names().stream().anyMatch(Programs::runsText)) {
          addPrograms(names.texts(call, 0), use, depth + 1);
        }
      } else {
        uses.add(use(place, names.of(place.value())));
      }
    }
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

  private void addImports(Value.Call call, Use use, Names names) throws UnreadableException {
    if (use.names().stream().anyMatch(Names::isImporter)) {
      Set<String> modules = new TreeSet<>();
      for (String module : names.texts(call, 0)) {
        modules.add(module.startsWith("node:") ? module.substring("node:".length()) : module);
      }
      uses.add(new Use(Use.Kind.IMPORT, modules, use.start(), use.end()));
    }
  }

  /** What a program in a string uses is found where it is run. */
  private void addPrograms(Set<String> programs, Use use, int depth) throws UnreadableException {
    for (String program : programs) {
      int before = uses.size();
      read(program, depth);
      uses.subList(before, uses.size())
          .replaceAll(inner -> new Use(inner.kind(), inner.names(), use.start(), use.end()));
    }
  }
}
