package io.serai.hub.reload;

import org.apache.camel.main.Main;

/** Makes Camel contexts with a hub's settings and beans. */
@FunctionalInterface
public interface Contexts {

  /**
   * A context without routes, not yet started; its maker's caller stops it.
   *
   * @param name which it is called by in logs
   */
  Main make(String name);
}
