package io.serai.hub.dispatch;

import io.serai.replies.Undeliverable;
import io.serai.replies.UnroutableReply;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;

/** What became of a reply that was sent. */
public sealed interface Sending {

  /** Its transport has confirmed it. */
  record Sent() implements Sending {}

  /** It was not taken this time, because nobody was there to. */
  record Failed(String why) implements Sending {}

  /** A broker is there, and takes no such reply, or knows of no queue for it yet. */
  record Refused(String why) implements Sending {}

  /** It never will be taken; {@code code} is a stable reason code. */
  record Hopeless(String code, String why) implements Sending {}

  /** What a failure to send tells of a reply. */
  static Sending failedBy(Throwable failure) {
    Undeliverable hopeless = Undeliverable.behind(failure);
    if (hopeless != null) {
      return new Hopeless(hopeless.code(), String.valueOf(hopeless.getMessage()));
    }
    Throwable root = failure;
    boolean refused = false;
    for (Throwable each = failure; each != null; each = each.getCause()) {
      root = each;
      refused |=
          each instanceof UnroutableReply
              || (each instanceof ApiException && !(each instanceof RetriableException));
    }
    String why = String.valueOf(root.getMessage());
    return refused ? new Refused(why) : new Failed(why);
  }
}
