package io.serai.moderation.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was read of a program: what its names are bound to, anywhere in it, and what it uses. */
final class Outline {

  /** An expression at its place. */
  record Place(Value value, Use.Kind kind, int start, int end) {}

  private final Map<String, List<Value>> bindings = new HashMap<>();
  private final List<String> openModules = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();

  /** A name, or behind a dot an attribute of anything, may stand for the value. */
  void bind(String name, Value value) {
    bindings.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
  }

  /** All names of the module are names of the program. */
  void open(String module) {
    openModules.add(module);
  }

  void use(Value value, Use.Kind kind, int start, int end) {
    places.add(new Place(value, kind, start, end));
  }

  List<Value> bound(String name) {
    return bindings.getOrDefault(name, List.of());
  }

  List<String> openModules() {
    return openModules;
  }

  List<Place> places() {
    return places;
  }
}
