package io.serai.hub.simulator;

import io.serai.hub.simulator.Scenario.Outage;
import io.serai.hub.simulator.Scenario.PriceChange;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what an operator writes of a disturbance. */
public final class DisturbanceText {

  private static final String NUMBER = "(\\d{1,9}(?:\\.\\d{1,6})?)";
  private static final Pattern OUTAGE = Pattern.compile("([^@]+)@" + NUMBER + "\\+" + NUMBER);
  private static final Pattern PRICE = Pattern.compile("([^*]+)\\*" + NUMBER + "@" + NUMBER);

  private DisturbanceText() {}

  /** Reads {@code CLOUD@FROM+FOR}, in seconds. */
  public static Outage outage(String text) {
    Matcher matcher = OUTAGE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "outage '" + text + "' is not understood; write CLOUD@FROM+FOR, as in aws@60+30");
    }
    return new Outage(matcher.group(1), number(matcher.group(2)), number(matcher.group(3)));
  }

  /** Reads {@code CLOUD*FACTOR@AT}, in seconds. */
  public static PriceChange priceChange(String text) {
    Matcher matcher = PRICE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "price '" + text + "' is not understood; write CLOUD*FACTOR@AT, as in gcp*3@90");
    }
    return new PriceChange(matcher.group(1), number(matcher.group(2)), number(matcher.group(3)));
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }
}
