package io.serai.moderation.code;

import java.util.List;

/** What an expression of a program may stand for, as far as it is written there. */
sealed interface Value {

  /** Nothing that can be told. */
  Value UNKNOWN = new OneOf(List.of());

  /** How many values are in one another; those that are too many are not looked into. */
  int depth();

  /** A variable, a function, a module. */
  record Name(String name) implements Value {
    @Override
    public int depth() {
      return 1;
    }
  }

  /** A module, by the name it is imported by. */
  record Module(String name) implements Value {
    @Override
    public int depth() {
      return 1;
    }
  }

  /** A constant string. */
  record Text(String text) implements Value {
    @Override
    public int depth() {
      return 1;
    }
  }

  /** What another has under a key: an attribute, an element. */
  record Element(Value of, Value key, int depth) implements Value {
    Element(Value of, Value key) {
      this(of, key, 1 + Math.max(of.depth(), key.depth()));
    }
  }

  /** What a function gives back. */
  record Call(Value function, List<Value> arguments, int depth) implements Value {
    Call(Value function, List<Value> arguments) {
      this(function, arguments, 1 + Math.max(function.depth(), deepest(arguments)));
    }
  }

  /** Strings one after the other. */
  record Sum(List<Value> parts, int depth) implements Value {
    Sum(List<Value> parts) {
      this(parts, 1 + deepest(parts));
    }
  }

  /** One of several: of a list, or of what operators choose from. */
  record OneOf(List<Value> values, int depth) implements Value {
    OneOf(List<Value> values) {
      this(values, 1 + deepest(values));
    }
  }

  /** A dictionary or an object, or a pattern that takes one apart. */
  record Fields(List<Field> fields, int depth) implements Value {
    Fields(List<Field> fields) {
      this(fields, 1 + deepest(fields.stream().map(Field::value).toList()));
    }
  }

  /** A key and its value. */
  record Field(Value key, Value value) {}

  private static int deepest(List<Value> values) {
    int deepest = 0;
    for (Value value : values) {
      deepest = Math.max(deepest, value.depth());
    }
    return deepest;
  }
}
