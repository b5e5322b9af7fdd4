package io.serai.policy;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The policies in force. A bad edit leaves them as they are. Thread-safe. */
public final class PolicyStore {

  private final PolicyLoader loader;
  private volatile @Nullable Policies inForce;

  /**
   * Puts what the loader finds in force.
   *
   * @throws PolicyException when it is not fit to be
   */
  public PolicyStore(PolicyLoader loader) throws PolicyException {
    this.loader = loader;
    this.inForce = loader.load();
  }

  private PolicyStore(PolicyLoader loader, @Nullable Policies inForce) {
    this.loader = loader;
    this.inForce = inForce;
  }

  /** A store of policies that are not fit to be put in force, for those who only look at routes. */
  public static PolicyStore empty(PolicyLoader loader) {
    return new PolicyStore(loader, null);
  }

  /** Whether any are in force: always, in a hub that runs. */
  public boolean areInForce() {
    return inForce != null;
  }

  /** The policies in force: take them once for one decision. */
  public Policies current() {
    return Objects.requireNonNull(inForce, "no policies are in force");
  }

  /**
   * Puts what the files say now in force, whole or not at all.
   *
   * @return whether anything changed
   * @throws PolicyException when they are not fit to be; the last good version stays in force
   */
  public synchronized boolean reload() throws PolicyException {
    if (loader.digest().equals(current().digest())) {
      return false;
    }
    inForce = loader.loadEdit();
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
