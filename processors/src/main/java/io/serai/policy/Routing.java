package io.serai.policy;

import io.serai.policy.RouterPolicy.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job is routed by.
 *
 * @param router chooses among its targets
 * @param prices what running costs, as the choice weighs it
 * @param bounds what is in force now and must permit the choice too; absent where these are
 */
public record Routing(RouterPolicy router, PriceList prices, @Nullable Routing bounds) {

  /** By what is in force. */
  public Routing(RouterPolicy router, PriceList prices) {
    this(router, prices, null);
  }

  /** What is in force. */
  public Routing inForce() {
    return bounds == null ? this : bounds;
  }

  /** Everything that must permit a choice. */
  public List<Routing> all() {
    return bounds == null ? List.of(this) : List.of(this, bounds);
  }

  /** A target as it is now, whatever it was when it was named; absent when it is gone. */
  public @Nullable Target asNow(Target named) {
    return bounds == null ? named : bounds.router.target(named.name());
  }
}
