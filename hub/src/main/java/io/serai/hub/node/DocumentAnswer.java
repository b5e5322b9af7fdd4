package io.serai.hub.node;

import io.serai.hub.contract.Accepted;
import io.serai.hub.contract.NodeProblem;
import io.serai.sandbox.RunObserver;
import io.vertx.core.http.HttpServerResponse;

/** Tells the end only, for those who stand behind something that cannot stream. */
final class DocumentAnswer implements Answer {

  private final Loop loop;
  private final HttpServerResponse response;

  DocumentAnswer(Loop loop, HttpServerResponse response) {
    this.loop = loop;
    this.response = response;
  }

  @Override
  public void accepted(Accepted accepted) {}

  @Override
  public void started() {}

  @Override
  public void output(RunObserver.Stream stream, byte[] chunk) {}

  @Override
  public void ended(Ended ended) {
    if (ended instanceof Ended.Answered answered) {
      loop.run(() -> HttpAnswers.send(response, 200, answered.answer()));
    } else if (ended instanceof Ended.Failed failed) {
      refused(failed.problem());
    }
  }

  @Override
  public void refused(NodeProblem problem) {
    loop.run(() -> HttpAnswers.problem(response, problem));
  }
}
