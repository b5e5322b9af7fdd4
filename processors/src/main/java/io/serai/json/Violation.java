package io.serai.json;

/**
 * One thing wrong with a document.
 *
 * @param pointer where: a JSON pointer (RFC 6901), empty for the whole document
 * @param message what is wrong and what is allowed
 */
public record Violation(String pointer, String message) {
  @Override
  public String toString() {
    return pointer.isEmpty() ? message : pointer + ": " + message;
  }
}
