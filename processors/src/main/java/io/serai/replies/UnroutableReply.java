package io.serai.replies;

/** The broker has no queue of the name to which a reply is addressed. */
public final class UnroutableReply extends Exception {

  private static final long serialVersionUID = 1L;

  /** A reply to a queue that is not there, or not yet. */
  public UnroutableReply(String queue) {
    super("reply queue '" + queue + "' is not there; its owner has gone, or never declared it");
  }
}
