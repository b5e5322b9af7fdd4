package io.serai.hub.simulator;

import java.math.BigDecimal;

/** Holds what an operator asks for against what the model can do. */
final class Range {

  private Range() {}

  static void require(String noun, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s '%s' is out of range; allowed: %s to %s"
              .formatted(noun, plain(value), plain(least), plain(most)));
    }
  }

  private static String plain(double value) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }
}
