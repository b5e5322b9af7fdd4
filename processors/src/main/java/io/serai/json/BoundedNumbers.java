package io.serai.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;

/**
 * Takes numbers whose exponents a double could have. The parser's own limits hold for digits: a
 * number of eight characters may stand for one of a million digits, and whatever writes those out
 * takes seconds.
 */
final class BoundedNumbers extends JsonNodeFactory {

  private static final long serialVersionUID = 1L;

  private static final int MOST = 400;

  @Override
  public ValueNode numberNode(BigDecimal number) {
    if (Math.abs((long) number.scale()) > MOST) {
      throw new NumberFormatException(
          "exponent '" + -(long) number.scale() + "' is not allowed; allowed: -400 to 400");
    }
    return super.numberNode(number);
  }
}
