package io.serai.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.serai.job.Result;
import io.serai.json.Json;

/**
 * A result with its JSON: written out once, then stored, sent back and published as it is.
 *
 * @param result the result
 * @param json the same as JSON
 */
public record ResultDocument(Result result, String json) {

  /** Writes a result out. */
  public static ResultDocument of(Result result) {
    try {
      return new ResultDocument(result, Json.MAPPER.writeValueAsString(result));
    } catch (JsonProcessingException e) {
      throw new StoreException("result could not be written; " + e.getOriginalMessage(), e);
    }
  }
}
