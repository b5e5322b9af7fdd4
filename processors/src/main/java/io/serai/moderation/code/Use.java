package io.serai.moderation.code;

import java.util.Set;

/**
 * A place where a program uses something of its language or of a module.
 *
 * @param kind how
 * @param names all that it may be by the program's own text: {@code os.system}, whatever the
 *     program calls it
 * @param start where the place begins, in UTF-16 units
 * @param end where it ends, exclusive
 */
public record Use(Kind kind, Set<String> names, int start, int end) {

  public Use {
    names = Set.copyOf(names);
  }

  /** How something is used. */
  public enum Kind {
    CALL,
    /** Named without being called, as one names what another is to call. */
    REFERENCE,
    IMPORT
  }

  /** Whether it may be this function, with or without what holds it before its name. */
  public boolean isOf(String function) {
    boolean dotted = function.indexOf('.') > 0;
    for (String name : names) {
      boolean same = name.equals(function) && (dotted || kind == Kind.CALL);
      int before = name.length() - function.length() - 1;
      boolean held = dotted && before >= 0 && name.charAt(before) == '.';
      if (same || (held && name.endsWith(function))) {
        return true;
      }
    }
    return false;
  }

  /** Whether it imports this module or a part of it. */
  public boolean imports(String module) {
    return kind == Kind.IMPORT
        && names.stream()
            .anyMatch(
                name ->
                    name.equals(module)
                        || name.startsWith(module + ".")
                        || name.startsWith(module + "/"));
  }
}
