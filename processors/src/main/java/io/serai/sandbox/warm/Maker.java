package io.serai.sandbox.warm;

import java.io.IOException;

/** Makes sandboxes of one provider ready. Thread-safe. */
public interface Maker {

  /**
   * A new sandbox whose interpreter waits.
   *
   * @throws IOException when it could not be made
   */
  WarmSandbox make(Kind kind) throws IOException, InterruptedException;
}
