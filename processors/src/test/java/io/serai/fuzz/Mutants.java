package io.serai.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Texts that were valid documents once. */
public final class Mutants {

  private static final int MOST_CHANGES = 4;

  /** Writes even what it should not: half a character, and lists in lists a thousandfold. */
  private static final JsonMapper WRITER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamWriteConstraints(
                      StreamWriteConstraints.builder().maxNestingDepth(10_000).build())
                  .build())
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private final ObjectMapper mapper;
  private final List<JsonNode> seeds;

  /**
   * Descendants of documents.
   *
   * @param mapper reads the documents and writes what becomes of them: JSON or YAML
   * @param seeds valid documents
   */
  public Mutants(ObjectMapper mapper, List<JsonNode> seeds) {
    this.mapper = mapper;
    this.seeds = List.copyOf(seeds);
  }

  /** Descendants of JSON documents. */
  public static Mutants ofJson(List<JsonNode> seeds) {
    return new Mutants(WRITER, seeds);
  }

  /** Any of them: some still documents, some no text any more. */
  public Arbitrary<byte[]> arbitrary() {
    return Arbitraries.randomValue(this::mutant);
  }

  private byte[] mutant(Random random) {
    JsonNode document = seeds.get(random.nextInt(seeds.size()));
    for (int changes = random.nextInt(MOST_CHANGES); changes > 0; changes--) {
      document = Trees.changed(document, random);
    }
    byte[] text = write(document);
    if (random.nextInt(3) == 0) {
      for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
        text = Bytes.changed(text, random);
      }
    }
    return text;
  }

  private byte[] write(JsonNode document) {
    try {
      return mapper.writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("document could not be written", e);
    }
  }
}
