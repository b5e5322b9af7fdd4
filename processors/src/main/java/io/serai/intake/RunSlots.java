package io.serai.intake;

/** Places for jobs to run on this hub. A job accepted with a place in hand need not be polled. */
public interface RunSlots {

  /** Takes a place if one is free. */
  boolean reserve();

  /** Gives a place back. */
  void release();
}
