package io.serai.hub.sender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Finds what a reference refers to: {@code env:NAME} or {@code file:PATH}. */
@FunctionalInterface
public interface KeyText {

  /**
   * The text behind a reference, without white space around it.
   *
   * @throws IllegalStateException when there is none
   */
  String find(String reference);

  /** References into an environment and the file system. */
  static KeyText in(Map<String, String> environment) {
    return reference -> {
      String name = reference.substring(reference.indexOf(':') + 1);
      try {
        String text =
            reference.startsWith("env:") ? environment.get(name) : Files.readString(Path.of(name));
        if (text != null) {
          return text.trim();
        }
      } catch (IOException e) {
        throw new IllegalStateException("key '" + reference + "' cannot be read; " + e, e);
      }
      throw new IllegalStateException("key '" + reference + "' is not set; set it for the hub");
    };
  }
}
