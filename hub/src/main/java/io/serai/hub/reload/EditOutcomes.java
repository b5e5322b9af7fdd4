package io.serai.hub.reload;

/** Hears what becomes of each edit of routes, kamelets and policies. */
public interface EditOutcomes {

  /** What the files say is in force. */
  void inForce();

  /** What the files say is not fit to be; everything runs on as before. */
  void refused();
}
