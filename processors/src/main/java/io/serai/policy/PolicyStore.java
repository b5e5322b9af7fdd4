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

  /** Names what the files say now, fit or not; as {@link Policies#digest} does. */
  public String digestOfFiles() {
    return loader.digest();
  }

  /**
   * Loads what the files say now, and leaves those in force as they are.
   *
   * @throws PolicyException when it is not fit to be put in force
   */
  public Policies load() throws PolicyException {
    return loader.load();
  }

  /** Puts policies in force that have been loaded. */
  public void put(Policies next) {
    inForce = next;
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
