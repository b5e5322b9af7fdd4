package io.serai.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.blackbird.BlackbirdModule;
import io.serai.fleet.RunId;
import io.serai.job.JobId;
import io.serai.job.Network;
import io.serai.job.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/**
 * The JSON mapping of the vocabulary: field names are the record components, enums are lower-case
 * words, absent values are left out, instants are ISO 8601.
 */
public final class Json {

  /** Shared and thread-safe; strict about unknown fields, duplicate keys and trailing text. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .nodeFactory(new BoundedNumbers())
          .addModule(new JavaTimeModule())
          .addModule(new BlackbirdModule())
          .addModule(
              new SimpleModule()
                  .addSerializer(JobId.class, ToStringSerializer.instance)
                  .addDeserializer(JobId.class, new TextReader<>(JobId.class, JobId::parse))
                  .addSerializer(SessionId.class, ToStringSerializer.instance)
                  .addDeserializer(
                      SessionId.class, new TextReader<>(SessionId.class, SessionId::parse))
                  .addSerializer(RunId.class, ToStringSerializer.instance)
                  .addDeserializer(RunId.class, new TextReader<>(RunId.class, RunId::parse))
                  .addSerializer(Network.class, new NetworkJson.Writer())
                  .addDeserializer(Network.class, new NetworkJson.Reader()))
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private Json() {}

  /** Reading of one document. */
  private interface Reading {
    JsonNode read() throws IOException;
  }

  /**
   * Reads what somebody sent.
   *
   * @throws JsonProcessingException when it is not JSON, or has a number that is out of range
   */
  public static JsonNode read(String text) throws JsonProcessingException {
    return bounded(() -> MAPPER.readTree(text));
  }

  /** The same of bytes; a text of none is {@code MissingNode}. */
  public static JsonNode read(byte[] text) throws JsonProcessingException {
    return bounded(() -> MAPPER.readTree(text));
  }

  private static JsonNode bounded(Reading reading) throws JsonProcessingException {
    try {
      return reading.read();
    } catch (NumberFormatException e) {
      throw new StreamConstraintsException("a number is out of range; " + e.getMessage());
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be read", e);
    }
  }

  /** Reads a type from its one text. */
  private static final class TextReader<T> extends FromStringDeserializer<T> {

    private static final long serialVersionUID = 1L;

    private final transient Function<String, T> parse;

    TextReader(Class<T> type, Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    protected T _deserialize(String text, DeserializationContext context) {
      return parse.apply(text);
    }
  }
}
