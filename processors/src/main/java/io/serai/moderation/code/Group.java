package io.serai.moderation.code;

import io.serai.moderation.code.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is between two brackets, or a whole program: items, and the names that they are bound to.
 */
final class Group {

  private static final Set<String> ASSIGNS = Set.of("=", "||=", "&&=", "??=", "+=");

  private final Outline outline;
  private final boolean python;
  private final String closing;
  private final List<Value> items = new ArrayList<>();
  private final List<Value.Field> fields = new ArrayList<>();
  private final List<Value> targets = new ArrayList<>();
  private List<Value> row = new ArrayList<>();
  private List<Value> operands = new ArrayList<>();
  private boolean sums = true;
  private boolean afterOperand;
  private boolean loop;
  private int choices;
  private @Nullable Value key;

  Group(Outline outline, boolean python, String closing) {
    this.outline = outline;
    this.python = python;
    this.closing = closing;
  }

  /**
   * A value, which where JavaScript lets it begins a new statement.
   *
   * @param newLine whether a line ended before it
   */
  void operand(Value value, boolean newLine) {
    if (afterOperand && newLine && !python) {
      endStatement();
    }
    sums &= !afterOperand;
    operands.add(value);
    afterOperand = true;
  }

  void sign(String sign) {
    afterOperand = false;
    if (ASSIGNS.contains(sign)) {
      assign();
    } else if (sign.equals(":=")) {
      // An expression's own assignment: what follows is bound, and is the value as well.
      Value target = operands.isEmpty() ? Value.UNKNOWN : operands.remove(operands.size() - 1);
      endItem();
      targets.add(target);
    } else if (sign.equals(",")) {
      endItem();
      if (!python || !closing.isEmpty()) {
        bindTargets();
      }
    } else if (sign.equals(";")) {
      endStatement();
    } else if (sign.equals(":")) {
      colon();
    } else {
      choices += sign.equals("?") ? 1 : 0;
      sums &= sign.equals("+");
    }
  }

  private void assign() {
    endItem();
    // In JavaScript a declaration goes on behind a comma; in Python a tuple does.
    targets.addAll(row);
    row = new ArrayList<>();
  }

  private void colon() {
    if (choices > 0) {
      choices--;
      sums = false;
    } else if (closing.equals("}") && key == null) {
      Value before = item();
      boolean word = !python && before instanceof Value.Name;
      key = word ? new Value.Text(((Value.Name) before).name()) : before;
    } else if (closing.isEmpty() && !targets.isEmpty()) {
      endStatement();
    } else {
      // What is annotated is assigned to later, if at all.
      endItem();
    }
  }

  void beginLoop() {
    afterOperand = false;
    endItem();
    bindTargets();
    loop = true;
  }

  boolean loops() {
    return loop;
  }

  void loopOver() {
    afterOperand = false;
    if (loop) {
      assign();
      loop = false;
    } else {
      sums = false;
    }
  }

  /** Behind {@code as}: the name stands for the value before it. */
  void named(Token name) {
    if (name.kind() == Kind.NAME && !operands.isEmpty()) {
      outline.bind(name.text(), operands.get(operands.size() - 1));
    }
  }

  void endStatement() {
    afterOperand = false;
    endItem();
    bindTargets();
    loop = false;
    choices = 0;
  }

  private void endItem() {
    Value item = item();
    Value before = key;
    key = null;
    if (item == Value.UNKNOWN && before == null) {
      return;
    }
    row.add(item);
    items.add(item);
    if (before != null) {
      fields.add(new Value.Field(before, item));
    } else if (item instanceof Value.Name name && closing.equals("}")) {
      fields.add(new Value.Field(new Value.Text(name.name()), name));
    }
  }

  private Value item() {
    List<Value> parts = operands;
    boolean sum = sums;
    operands = new ArrayList<>();
    sums = true;
    if (parts.isEmpty()) {
      return Value.UNKNOWN;
    }
    if (parts.size() == 1) {
      return parts.get(0);
    }
    return sum ? new Value.Sum(parts) : new Value.OneOf(parts);
  }

  private void bindTargets() {
    if (!targets.isEmpty()) {
      Value value = row.size() == 1 ? row.get(0) : new Value.OneOf(row);
      for (Value target : targets) {
        bind(target, value);
      }
      targets.clear();
    }
    row = new ArrayList<>();
  }

  private void bind(Value target, Value value) {
    if (target instanceof Value.Name name) {
      outline.bind(name.name(), value);
    } else if (target instanceof Value.Element element) {
      bindElement(element.key(), value);
    } else if (target instanceof Value.Fields pattern) {
      for (Value.Field field : pattern.fields()) {
        bind(field.value(), new Value.Element(value, field.key()));
      }
    } else if (target instanceof Value.OneOf several) {
      several.values().forEach(each -> bind(each, value));
    }
  }

  private void bindElement(Value elementKey, Value value) {
    if (elementKey instanceof Value.Text text) {
      outline.bind("." + text.text(), value);
    }
  }

  List<Value> items() {
    return items;
  }

  /** What the brackets stand for. */
  Value value() {
    if (closing.equals("}")) {
      return fields.isEmpty() ? new Value.OneOf(items) : new Value.Fields(fields);
    }
    return items.size() == 1 ? items.get(0) : new Value.OneOf(items);
  }
}
