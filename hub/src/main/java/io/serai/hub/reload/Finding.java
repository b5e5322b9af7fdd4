package io.serai.hub.reload;

/**
 * One thing wrong with a file.
 *
 * @param file its path, relative to the home directory
 * @param line from 1
 * @param message what is wrong and what is allowed
 */
public record Finding(String file, int line, String message) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + message;
  }
}
