package io.serai.json;

/**
 * One thing wrong with a document.
 *
 * @param pointer where: a JSON pointer (RFC 6901), empty for the whole document
 * @param message what is wrong and what is allowed
 * @param keyword of the JSON Schema that refused it; empty where none did
 */
public record Violation(String pointer, String message, String keyword) {

  /** What no schema refuses. */
  public Violation(String pointer, String message) {
    this(pointer, message, "");
  }

  @Override
  public String toString() {
    return pointer.isEmpty() ? message : pointer + ": " + message;
  }
}
