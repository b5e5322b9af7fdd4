package io.serai.moderation.code;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells what the expressions of a program may name. */
final class Names {

  /** That stand for one another, one after the other. */
  static final int MOST_ALIASES = 64;

  /** Values in values, through all names; twice as many fit into a small stack. */
  static final int DEEPEST = 600;

  private static final int MOST = 24;
  private static final int LONGEST = 160;
  private static final int MOST_STEPS = 200_000;

  private static final Set<String> IMPORTERS =
      Set.of(
          "__import__",
          "importlib.import_module",
          "import_module",
          "importlib.__import__",
          "require",
          "import",
          "process.getBuiltinModule",
          "process.mainModule.require",
          "module.require");
  private static final Set<String> EVERYTHING =
      Set.of("globals()", "locals()", "builtins", "__builtins__", "globalThis", "global", "window");

  /** What a class calls its objects by, so that their fields are names of its own. */
  private static final Set<String> OWN = Set.of("this", "self", "cls");

  private static final Set<String> TRANSPARENT = Set.of("__dict__", "default", "bind", "__call__");

  private final Outline outline;
  private final Map<String, Set<String>> known = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private int steps;
  private int depth;

  Names(Outline outline) {
    this.outline = outline;
  }

  /** All that the expression may name. */
  Set<String> of(Value value) throws UnreadableException {
    step();
    if (++depth > DEEPEST) {
      throw new UnreadableException("what names stand for is nested too deeply");
    }
    Set<String> names = new LinkedHashSet<>();
    if (value instanceof Value.Name name) {
      names.addAll(ofName(name.name()));
    } else if (value instanceof Value.Module module) {
      names.add(withoutScheme(module.name()));
    } else if (value instanceof Value.Element element) {
      addElement(element.of(), element.key(), names);
    } else if (value instanceof Value.Call call) {
      addCall(call, names);
    } else if (value instanceof Value.OneOf several) {
      for (Value each : several.values()) {
        addAll(of(each), names);
      }
    }
    depth--;
    return names;
  }

  private void step() throws UnreadableException {
    if (++steps > MOST_STEPS) {
      throw new UnreadableException("names are bound to too many others");
    }
  }

  private static void addAll(Set<String> some, Set<String> names) throws UnreadableException {
    for (String each : some) {
      add(each, names);
    }
  }

  private static void add(String name, Set<String> names) throws UnreadableException {
    if (names.size() >= MOST || name.length() > LONGEST) {
      throw new UnreadableException("a name may stand for too much");
    }
    names.add(name);
  }

  private static String withoutScheme(String module) {
    return module.startsWith("node:") ? module.substring("node:".length()) : module;
  }

  private Set<String> ofName(String name) throws UnreadableException {
    Set<String> before = known.get(name);
    if (before != null) {
      return before;
    }
    Set<String> names = new LinkedHashSet<>(Set.of(name));
    if (!open.add(name)) {
      return names;
    }
    if (open.size() > MOST_ALIASES) {
      throw new UnreadableException("names stand for names for too long");
    }
    for (Value value : outline.bound(name)) {
      addAll(of(value), names);
    }
    for (String module : outline.openModules()) {
      add(module + "." + name, names);
    }
    open.remove(name);
    if (open.isEmpty()) {
      known.put(name, names);
    }
    return names;
  }

  /** What the program itself puts under an attribute of anything. */
  private Set<String> ofAttribute(String key) throws UnreadableException {
    Set<String> names = new LinkedHashSet<>();
    if (open.size() > MOST_ALIASES) {
      throw new UnreadableException("names stand for names for too long");
    }
    if (open.add("." + key)) {
      for (Value value : outline.bound("." + key)) {
        addAll(of(value), names);
      }
      open.remove("." + key);
    }
    return names;
  }

  private void addElement(Value of, Value key, Set<String> names) throws UnreadableException {
    Set<String> holders = of(of);
    Set<String> keys = new Texts(outline, this::step).of(key);
    if (keys.isEmpty()) {
      addAll(holders, names);
    }
    for (String each : keys) {
      for (String holder : holders) {
        if (TRANSPARENT.contains(each)) {
          add(holder, names);
        } else if (EVERYTHING.contains(holder)) {
          addAll(ofName(each), names);
        }
        if (OWN.contains(holder) || each.startsWith("#")) {
          addAll(ofName(each), names);
        }
        add(holder + "." + each, names);
      }
      addAll(ofAttribute(each), names);
    }
    for (Value.Fields fields : fields(of)) {
      for (Value.Field field : fields.fields()) {
        Set<String> fieldKeys = new Texts(outline, this::step).of(field.key());
        if (keys.isEmpty() || fieldKeys.isEmpty() || keys.stream().anyMatch(fieldKeys::contains)) {
          addAll(of(field.value()), names);
        }
      }
    }
  }

  private List<Value.Fields> fields(Value value) throws UnreadableException {
    step();
    if (value instanceof Value.Fields fields) {
      return List.of(fields);
    }
    if (value instanceof Value.Name name) {
      return outline.bound(name.name()).stream()
          .filter(Value.Fields.class::isInstance)
          .map(Value.Fields.class::cast)
          .toList();
    }
    return List.of();
  }

  private void addCall(Value.Call call, Set<String> names) throws UnreadableException {
    for (String function : of(call.function())) {
      if (isImporter(function)) {
        for (String module : texts(call, 0)) {
          add(withoutScheme(module), names);
        }
      } else if (function.endsWith("getattr") || function.equals("Reflect.get")) {
        addOf(call, names);
      } else if (function.equals("vars") || function.endsWith("partial")) {
        addArgument(call, 0, names);
      } else if (function.equals("globals") || function.equals("locals")) {
        add(function + "()", names);
      } else if (function.endsWith(".bind")) {
        add(function.substring(0, function.lastIndexOf('.')), names);
      } else if (function.endsWith("createRequire")) {
        add("require", names);
      } else if (function.endsWith(".get") && call.function() instanceof Value.Element element) {
        addKey(element.of(), call, names);
      }
    }
  }

  private void addOf(Value.Call call, Set<String> names) throws UnreadableException {
    if (call.arguments().size() > 1) {
      addElement(call.arguments().get(0), call.arguments().get(1), names);
    }
  }

  private void addKey(Value of, Value.Call call, Set<String> names) throws UnreadableException {
    if (!call.arguments().isEmpty()) {
      addElement(of, call.arguments().get(0), names);
    }
  }

  private void addArgument(Value.Call call, int number, Set<String> names)
      throws UnreadableException {
    if (call.arguments().size() > number) {
      addAll(of(call.arguments().get(number)), names);
    }
  }

  static boolean isImporter(String function) {
    int dot = function.indexOf('.');
    boolean builtin = dot > 0 && EVERYTHING.contains(function.substring(0, dot));
    return IMPORTERS.contains(builtin ? function.substring(dot + 1) : function);
  }

  /** The constant strings that an argument may be. */
  Set<String> texts(Value.Call call, int number) throws UnreadableException {
    return call.arguments().size() > number
        ? new Texts(outline, this::step).of(call.arguments().get(number))
        : Set.of();
  }
}
