package io.serai.moderation.code;

import java.util.Set;

/**
 * The words of a language that are no names.
 *
 * @param operators stand before or between values
 */
record Words(Set<String> operators) {

  static final Words PYTHON =
      new Words(
          Set.of(
              "and",
              "or",
              "not",
              "is",
              "if",
              "else",
              "elif",
              "while",
              "return",
              "yield",
              "await",
              "async",
              "lambda",
              "with",
              "assert",
              "del",
              "raise",
              "try",
              "except",
              "finally",
              "pass",
              "break",
              "continue",
              "global",
              "nonlocal",
              "class"));

  static final Words JAVASCRIPT =
      new Words(
          Set.of(
              "var",
              "let",
              "const",
              "class",
              "extends",
              "return",
              "typeof",
              "instanceof",
              "new",
              "delete",
              "void",
              "await",
              "yield",
              "if",
              "else",
              "while",
              "do",
              "switch",
              "case",
              "default",
              "break",
              "continue",
              "throw",
              "try",
              "catch",
              "finally",
              "export",
              "debugger",
              "with",
              "async",
              "static"));
}
