package io.serai.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import io.serai.job.JobId;
import io.serai.job.Sha256;
import io.serai.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The large parts of results: what a program printed, its pictures and its files. Each is an object
 * of its own; in the result's JSON a reference takes its place, {@code {"$object": KEY, "bytes": N,
 * "sha256": DIGEST}}. Thread-safe.
 */
public final class LargeParts {

  private static final Pattern TEXT = Pattern.compile("/stdout|/stderr|/value");
  private static final Pattern BYTES = Pattern.compile("/images/\\d+/data|/artifacts/\\d+/content");
  private static final ObjectReader REFERENCES =
      Json.MAPPER
          .readerFor(Reference.class)
          .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String REFERENCE = "{\"$object\":";

  private final ObjectStore objects;
  private final int fromBytes;

  /**
   * Parts in an object store.
   *
   * @param fromBytes a part is large from this size on
   */
  public LargeParts(ObjectStore objects, int fromBytes) {
    this.objects = objects;
    this.fromBytes = fromBytes;
  }

  /** Of a hub without an object store: nothing is large, and no part can be had. */
  public static LargeParts none() {
    return new LargeParts(new NoObjects(), Integer.MAX_VALUE);
  }

  /**
   * A result without its large parts.
   *
   * @param body its JSON, with references
   * @param keys what they refer to; empty where nothing was taken out
   */
  public record Detached(String body, List<String> keys) {

    public Detached {
      keys = List.copyOf(keys);
    }
  }

  /** A part, and where it goes. */
  @SuppressWarnings("ArrayRecordComponent") // Made once, and written.
  record Part(String key, byte[] content) {}

  /** What stands for a part in a result. */
  record Reference(@JsonProperty("$object") String key, int bytes, String sha256) {}

  /** A piece of a text, and what takes its place. */
  private record Splice(int from, int to, String replacement) {}

  /** Where they are kept. */
  public ObjectStore objects() {
    return objects;
  }

  /** From which size on a result is worth looking at: its JSON is never smaller than its parts. */
  public int fromBytes() {
    return fromBytes;
  }

  /**
   * Puts the large parts of a result into the store.
   *
   * @param body the result as JSON
   * @return the same with references; the body itself where nothing is large, or where it could not
   *     be written again as it is
   * @throws ObjectStoreException when the store does not take them
   */
  public Detached detach(JobId id, String tenant, String body) {
    List<Part> parts = new ArrayList<>();
    String detached =
        spliced(body, parser -> detached(parser, ObjectKeys.result(tenant, id), parts));
    if (parts.isEmpty() || !completed(detached, key -> content(parts, key)).equals(body)) {
      return new Detached(body, List.of());
    }
    parts.forEach(part -> objects.put(part.key(), part.content()));
    return new Detached(detached, parts.stream().map(Part::key).toList());
  }

  private static byte[] content(List<Part> parts, String key) {
    return parts.stream()
        .filter(part -> part.key().equals(key))
        .findFirst()
        .orElseThrow()
        .content();
  }

  /**
   * The result as it was, byte for byte.
   *
   * @param body a result as JSON, with or without references
   * @throws ObjectStoreException when a part cannot be had, or is not what was put there
   */
  public String complete(String body) {
    return completed(body, this::fetch);
  }

  private byte[] fetch(String key) {
    return objects
        .get(key)
        .orElseThrow(() -> new ObjectStoreException("object '" + key + "' is gone"));
  }

  private static String completed(String body, Function<String, byte[]> objects) {
    return body.contains(REFERENCE) ? spliced(body, parser -> completed(parser, objects)) : body;
  }

  private interface Replacing {
    /** What takes the place of the value that begins here; the value itself is read then. */
    String replacement(JsonParser parser) throws IOException;
  }

  private static String spliced(String body, Replacing replacing) {
    List<Splice> splices = new ArrayList<>();
    try (JsonParser parser = Json.MAPPER.createParser(body)) {
      while (parser.nextToken() != null) {
        int from = (int) parser.currentTokenLocation().getCharOffset();
        String replacement = replacing.replacement(parser);
        if (!replacement.isEmpty()) {
          int to = (int) parser.currentLocation().getCharOffset();
          splices.add(new Splice(from, to, replacement));
        }
      }
    } catch (IOException e) {
      throw new StoreException("result could not be read; " + e.getMessage(), e);
    }
    return spliced(body, splices);
  }

  private static String spliced(String body, List<Splice> splices) {
    StringBuilder text = new StringBuilder();
    int done = 0;
    for (Splice splice : splices) {
      text.append(body, done, splice.from()).append(splice.replacement());
      done = splice.to();
    }
    return text.append(body, done, body.length()).toString();
  }

  private String detached(JsonParser parser, String prefix, List<Part> parts) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING || parser.getTextLength() < fromBytes) {
      return "";
    }
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    boolean bytes = BYTES.matcher(pointer).matches();
    if (!bytes && !TEXT.matcher(pointer).matches()) {
      return "";
    }
    byte[] content =
        bytes ? parser.getBinaryValue() : parser.getText().getBytes(StandardCharsets.UTF_8);
    if (content.length < fromBytes) {
      return "";
    }
    Part part = new Part(prefix + pointer, content);
    parts.add(part);
    return written(new Reference(part.key(), content.length, Sha256.hex(content)));
  }

  private static String completed(JsonParser parser, Function<String, byte[]> objects)
      throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return "";
    }
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    boolean bytes = BYTES.matcher(pointer).matches();
    if (!bytes && !TEXT.matcher(pointer).matches()) {
      return "";
    }
    Reference reference = REFERENCES.readValue(parser);
    byte[] content = objects.apply(reference.key());
    if (content.length != reference.bytes() || !Sha256.hex(content).equals(reference.sha256())) {
      throw new ObjectStoreException(
          "object '" + reference.key() + "' is damaged; its digest is another");
    }
    return written(bytes ? content : new String(content, StandardCharsets.UTF_8));
  }

  private static String written(Object value) throws JsonProcessingException {
    return Json.MAPPER.writeValueAsString(value);
  }
}
