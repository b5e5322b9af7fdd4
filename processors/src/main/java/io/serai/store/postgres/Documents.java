package io.serai.store.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.serai.json.Json;
import io.serai.store.StoreException;
import io.serai.store.UnstorableException;
import org.jspecify.annotations.Nullable;

/** The vocabulary as JSON columns. */
final class Documents {

  private Documents() {}

  static @Nullable String writeOptional(@Nullable Object value) {
    return value == null ? null : write(value);
  }

  static String write(Object value) {
    try {
      return Json.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UnstorableException("document cannot be written; " + e.getOriginalMessage(), e);
    }
  }

  static <T> @Nullable T readOptional(@Nullable String json, Class<T> type) {
    return json == null ? null : read(json, type);
  }

  static <T> T read(String json, Class<T> type) {
    try {
      return Json.MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  static <T> T read(String json, TypeReference<T> type) {
    try {
      return Json.MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw unreadable(e);
    }
  }

  private static StoreException unreadable(JsonProcessingException e) {
    return new StoreException("document could not be read; " + e.getOriginalMessage(), e);
  }
}
