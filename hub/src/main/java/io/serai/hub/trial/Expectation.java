package io.serai.hub.trial;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Compares what is expected with what is there, which may be more. */
final class Expectation {

  private static final int LONGEST = 300;

  private final List<Miss> misses = new ArrayList<>();

  private Expectation() {}

  /**
   * Where something is not as expected; objects may hold more than is expected.
   *
   * @param at where what is expected stands
   * @param field what is compared, in words
   */
  static List<Miss> misses(JsonPointer at, String field, JsonNode expected, JsonNode actual) {
    Expectation expectation = new Expectation();
    expectation.compare(at, field, expected, actual);
    return expectation.misses;
  }

  private void compare(JsonPointer at, String field, JsonNode expected, JsonNode actual) {
    if (expected.isObject() && actual.isObject()) {
      expected
          .properties()
          .forEach(
              each ->
                  compare(
                      at.appendProperty(each.getKey()),
                      field + "." + each.getKey(),
                      each.getValue(),
                      actual.path(each.getKey())));
    } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
      for (int i = 0; i < expected.size(); i++) {
        compare(at.appendIndex(i), field + "[" + i + "]", expected.get(i), actual.get(i));
      }
    } else if (!isSame(expected, actual)) {
      misses.add(new Miss(at, field, expected.toString(), told(actual)));
    }
  }

  /** A node as people are told of it. */
  static String told(JsonNode node) {
    String text = node.isMissingNode() ? "nothing" : node.toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** Numbers are the same however they are written. */
  private static boolean isSame(JsonNode expected, JsonNode actual) {
    return (expected.isNumber() && actual.isNumber())
        ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
        : expected.equals(actual);
  }
}
