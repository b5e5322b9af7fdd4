package io.serai.store.postgres;

import io.serai.store.StoreException;
import io.serai.store.UnstorableException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Tells whose fault it is that something was not written. */
final class Failures {

  private Failures() {}

  /** The failure in words that say whether trying again can help. */
  static RuntimeException of(String doing, Exception failure) {
    String message = doing + "; " + failure.getMessage();
    return failure instanceof UnstorableException || isOfTheData(failure)
        ? new UnstorableException(message, failure)
        : new StoreException(message, failure);
  }

  /** Whether no connection was to be had, so that nothing can have been written. */
  static boolean isUnconnected(Exception failure) {
    return failure instanceof SQLTransientConnectionException;
  }

  /**
   * SQLSTATE classes 22, data exception (such as a NUL character in text), and 54, program limit
   * exceeded (such as a key too long for its index).
   */
  private static boolean isOfTheData(Exception failure) {
    String state = failure instanceof SQLException sql ? sql.getSQLState() : null;
    return state != null && (state.startsWith("22") || state.startsWith("54"));
  }
}
