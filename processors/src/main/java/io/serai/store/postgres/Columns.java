package io.serai.store.postgres;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The items of a batch as one array a column, so that a statement writes all of them at once.
 *
 * @param <T> what the items are
 */
final class Columns<T> {

  private final PreparedStatement statement;
  private final List<T> items;
  private int index;

  Columns(PreparedStatement statement, List<T> items) {
    this.statement = statement;
    this.items = items;
  }

  /** Binds the next parameter: one value of each item, of the given PostgreSQL type. */
  Columns<T> add(String type, Function<T, @Nullable Object> value) throws SQLException {
    @Nullable Object[] values = array(type, items.size());
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(items.get(i));
    }
    Array array = statement.getConnection().createArrayOf(type, values);
    statement.setArray(++index, array);
    return this;
  }

  /** The driver writes these two by their own types only. */
  private static @Nullable Object[] array(String type, int length) {
    return switch (type) {
      case "text" -> new String[length];
      case "bytea" -> new byte[length][];
      default -> new Object[length];
    };
  }

  /** Binds the next parameter to one value for all. */
  Columns<T> addOne(Object value) throws SQLException {
    statement.setObject(++index, value);
    return this;
  }
}
