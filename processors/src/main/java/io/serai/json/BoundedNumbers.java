package io.serai.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;

/**
 * Takes the numbers that a double can hold, if not exactly: those that programs agree on. The
 * parser's own limits hold for digits: a number of eight characters may stand for one of a million
 * digits, and whatever writes those out takes seconds.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259#section-6">RFC 8259, section 6</a>
 */
final class BoundedNumbers extends JsonNodeFactory {

  private static final long serialVersionUID = 1L;

  @Override
  public ValueNode numberNode(BigDecimal number) {
    double nearest = number.doubleValue();
    if (Double.isInfinite(nearest) || (nearest == 0 && number.signum() != 0)) {
      throw new NumberFormatException("'" + number + "' is beyond what a double can hold");
    }
    return super.numberNode(number);
  }
}
