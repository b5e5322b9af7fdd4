package io.serai.fuzz;

import com.github.erosb.jsonsKema.JsonParseException;
import com.github.erosb.jsonsKema.JsonParser;
import com.github.erosb.jsonsKema.SchemaLoader;
import com.github.erosb.jsonsKema.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A second opinion on what was accepted: a JSON parser and a JSON Schema validator that share no
 * code with ours.
 */
public final class Judge {

  private final Validator validator;

  /** Judges by the schema in the given file. */
  public Judge(Path schema) {
    try {
      validator =
          Validator.forSchema(
              new SchemaLoader(new JsonParser(Files.readString(schema)).parse()).load());
    } catch (IOException e) {
      throw new UncheckedIOException("schema '" + schema + "' cannot be read", e);
    }
  }

  /** Whether the text is a JSON document that the schema allows. */
  public boolean allows(String json) {
    try {
      return validator.validate(new JsonParser(json).parse()) == null;
    } catch (JsonParseException e) {
      return false;
    }
  }
}
