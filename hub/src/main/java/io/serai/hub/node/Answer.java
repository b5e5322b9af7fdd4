package io.serai.hub.node;

import io.serai.hub.contract.Accepted;
import io.serai.hub.contract.NodeProblem;
import io.serai.sandbox.RunObserver;

/** What whoever sent a run is told of it. Called from any thread; never blocks. */
interface Answer {

  void accepted(Accepted accepted);

  void started();

  void output(RunObserver.Stream stream, byte[] chunk);

  void ended(Ended ended);

  void refused(NodeProblem problem);
}
