package io.serai.hub.dispatch;

/** What became of a reply that was sent. */
public sealed interface Sending {

  /** Its transport has confirmed it. */
  record Sent() implements Sending {}

  /** It was not taken this time. */
  record Failed(String why) implements Sending {}

  /** It never will be taken; {@code code} is a stable reason code. */
  record Hopeless(String code, String why) implements Sending {}
}
