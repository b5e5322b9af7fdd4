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
    return loader.loadEdit();
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
