package io.serai.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Changes to a document that keep it one: other values, other types, fields that come and go. */
final class Trees {

  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
  private static final int DEEPEST = 1_500;
  private static final int LONGEST = 3_000;

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\u0000",
          "a\u0000b",
          "\ud800",
          "default",
          "python",
          "node\n",
          "none",
          "../../etc/passwd",
          "a/./b",
          "CON",
          "[::1]:80",
          "host:99999999999",
          "00000000-0000-0000-0000-000000000000",
          "2026-11-21T00:00:00Z",
          "-9999-01-01T00:00:00Z",
          "P1000000Y",
          "kamelet:sandbox-process-sink",
          "{{env:HOME}}",
          "${sys:user.home}",
          "\u202e\u200bpython",
          "=====",
          "9".repeat(400),
          "x".repeat(LONGEST));

  private Trees() {}

  static JsonNode changed(JsonNode document, Random random) {
    JsonNode copy = document.deepCopy();
    List<Consumer<JsonNode>> places = new ArrayList<>();
    collect(copy, places, random);
    if (places.isEmpty()) {
      return value(random, 0);
    }
    places.get(random.nextInt(places.size())).accept(value(random, 0));
    return copy;
  }

  /** Every place in the document where a value can be put. */
  private static void collect(JsonNode node, List<Consumer<JsonNode>> places, Random random) {
    if (node instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        places.add(value -> object.set(name, value));
        places.add(unused -> object.remove(name));
        collect(object.get(name), places, random);
      }
      places.add(value -> object.set(TEXTS.get(random.nextInt(TEXTS.size())), value));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int at = i;
        places.add(value -> array.set(at, value));
        collect(array.get(i), places, random);
      }
      places.add(array::add);
    }
  }

  private static JsonNode value(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 6 : 10)) {
      case 0 -> MAKE.nullNode();
      case 1 -> MAKE.booleanNode(random.nextBoolean());
      case 2 -> MAKE.numberNode(new BigInteger(1 + random.nextInt(80), random).negate());
      case 3 -> MAKE.numberNode(random.nextInt(12));
      case 4 -> number(random);
      case 5, 6 -> MAKE.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
      case 7 -> MAKE.arrayNode().add(value(random, depth + 1)).add(value(random, depth + 1));
      case 8 ->
          MAKE.objectNode().set(TEXTS.get(random.nextInt(TEXTS.size())), value(random, depth + 1));
      default -> deep(random);
    };
  }

  private static JsonNode number(Random random) {
    int exponent = random.nextInt(700) - 350;
    return MAKE.numberNode(new BigDecimal(BigInteger.valueOf(random.nextInt()), exponent));
  }

  private static JsonNode deep(Random random) {
    JsonNode nested = MAKE.numberNode(1);
    for (int depth = random.nextInt(DEEPEST); depth > 0; depth--) {
      nested = MAKE.arrayNode().add(nested);
    }
    return nested;
  }
}
