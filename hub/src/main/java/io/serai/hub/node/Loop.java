package io.serai.hub.node;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event loop on which a response is written; when the server has ended, nothing is. */
record Loop(Context context) {

  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  void run(Runnable task) {
    try {
      context.runOnContext(unused -> task.run());
    } catch (RejectedExecutionException e) {
      LOG.debug("nobody is told any more: {}", e.getMessage());
    }
  }

  Vertx vertx() {
    return context.owner();
  }
}
