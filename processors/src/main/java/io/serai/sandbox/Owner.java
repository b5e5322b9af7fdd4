package io.serai.sandbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names for what a hub makes on its machine, from which the next hub can tell whether it is still
 * somebody's: they begin with the process id of the hub that made it.
 */
public final class Owner {

  private static final Pattern NAME = Pattern.compile("(\\d{1,10})-.*");

  private Owner() {}

  /** A name of this hub's. */
  public static String name(String rest) {
    return ProcessHandle.current().pid() + "-" + rest;
  }

  /** Whether the hub that gave a name is gone; false for a name that none has given. */
  public static boolean isGone(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        && ProcessHandle.of(Long.parseLong(matcher.group(1)))
            .filter(ProcessHandle::isAlive)
            .isEmpty();
  }
}
