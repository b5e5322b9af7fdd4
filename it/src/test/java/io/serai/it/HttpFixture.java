package io.serai.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A hub with the project's own files that is spoken to over HTTP. */
abstract class HttpFixture extends HttpCalls {

  @BeforeAll
  static void start(@TempDir Path state) throws IOException {
    hub = StartedHub.start(state, Map.of());
  }
}
