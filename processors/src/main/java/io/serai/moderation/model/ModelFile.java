package io.serai.moderation.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.serai.job.Sha256;
import io.serai.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * A trained model as it is kept: weights, what they fit, what they came from, how good they were.
 *
 * @param format of this file
 * @param category what it looks for
 * @param embedding the name of the embedding it was trained over
 * @param dimension of that embedding
 * @param buckets for character n-grams
 * @param threshold from which probability on it objects
 * @param bias added to the weighted sum
 * @param weights Base64 of 32-bit floats, little-endian: first the embedding's, then the buckets'
 * @param weightsSha256 of those bytes
 * @param trainingSha256 of the examples it was trained on
 * @param measured by cross-validation, when it was trained
 */
public record ModelFile(
    int format,
    String category,
    String embedding,
    int dimension,
    int buckets,
    double threshold,
    double bias,
    String weights,
    String weightsSha256,
    String trainingSha256,
    Measured measured) {

  static final int FORMAT = 1;

  /**
   * Reads and checks a file.
   *
   * @throws ModelException when it is not what was written
   * @throws IOException when it cannot be read
   */
  public static ModelFile read(Path file) throws IOException {
    try {
      ModelFile model = Json.MAPPER.readValue(Files.readAllBytes(file), ModelFile.class);
      if (model.format != FORMAT) {
        throw new ModelException(
            "model '%s' has format %d; this build reads %d, train it anew"
                .formatted(file, model.format, FORMAT));
      }
      byte[] bytes = Base64.getDecoder().decode(model.weights);
      if (!Sha256.hex(bytes).equals(model.weightsSha256)
          || bytes.length != Float.BYTES * (model.dimension + model.buckets)) {
        throw new ModelException(
            "model '%s' is damaged; its weights are not those that were trained".formatted(file));
      }
      return model;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new ModelException("model '%s' is damaged; train it anew".formatted(file));
    }
  }

  /** Writes the file; the same model gives the same bytes. */
  public void write(Path file) throws IOException {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, Json.MAPPER.writer(printer).writeValueAsString(this) + "\n");
  }

  void requireFit(Embedder embedder) {
    if (!embedding.equals(embedder.name()) || dimension != embedder.dimension()) {
      throw new ModelException(
          "model '%s' was trained over embedding '%s' with %d dimensions; this hub has '%s' with %d"
              .formatted(category, embedding, dimension, embedder.name(), embedder.dimension()));
    }
  }

  float[] decodedWeights() {
    float[] decoded = new float[dimension + buckets];
    ByteBuffer.wrap(Base64.getDecoder().decode(weights))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(decoded);
    return decoded;
  }

  static byte[] bytes(float[] weights) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * weights.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(weights);
    return bytes.array();
  }
}
