package io.serai.policy;

/** The policies in force. A bad edit leaves them as they are. Thread-safe. */
public final class PolicyStore {

  private final PolicyLoader loader;
  private volatile Policies inForce;

  /**
   * Puts what the loader finds in force.
   *
   * @throws PolicyException when it is not fit to be
   */
  public PolicyStore(PolicyLoader loader) throws PolicyException {
    this.loader = loader;
    this.inForce = loader.load();
  }

  /** The policies in force: take them once for one decision. */
  public Policies current() {
    return inForce;
  }

  /**
   * Puts what the files say now in force, whole or not at all.
   *
   * @return whether anything changed
   * @throws PolicyException when they are not fit to be; the last good version stays in force
   */
  public synchronized boolean reload() throws PolicyException {
    if (loader.digest().equals(inForce.digest())) {
      return false;
    }
    inForce = loader.load();
    return true;
  }

  /**
   * Loads policies of before, and leaves those in force as they are.
   *
   * @throws PolicyException when they fit no longer what there is now
   */
  public Policies load(PolicyTexts before) throws PolicyException {
    return loader.load(before);
  }
}
