package io.serai.job;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the sender would like a job to run.
 *
 * @param clouds clouds it may run in; empty means any
 * @param regions regions it may run in; empty means any
 * @param isolation the weakest isolation accepted; absent means any
 * @param image the sandbox image it needs; absent means the target's default
 * @param mode in how many places it runs
 * @param maxCost the most it may cost, in currency units; absent means anything
 */
public record PlacementWish(
    List<String> clouds,
    List<String> regions,
    @Nullable Isolation isolation,
    @Nullable String image,
    Mode mode,
    @Nullable BigDecimal maxCost) {

  /** No wish at all: anywhere the policies allow. */
  public static final PlacementWish ANYWHERE =
      new PlacementWish(List.of(), List.of(), null, null, Mode.ONE, null);

  public PlacementWish {
    clouds = List.copyOf(clouds);
    regions = List.copyOf(regions);
    // Jobs stored by earlier builds have none.
    mode = mode == null ? Mode.ONE : mode;
  }
}
