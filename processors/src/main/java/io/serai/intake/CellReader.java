package io.serai.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.intake.InvalidMessage.Code;
import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.job.Network;
import io.serai.job.SessionId;
import io.serai.json.Json;
import io.serai.json.Schema;
import io.serai.json.Violation;
import java.util.List;
import java.util.function.LongSupplier;

/** Completes a cell, as its sender wrote it, with what its session says. Thread-safe. */
public final class CellReader {

  private final Schema schema;
  private final LongSupplier maxBytes;

  /**
   * Reads cells.
   *
   * @param schema their JSON Schema
   * @param maxBytes the largest cell, asked for at each
   */
  public CellReader(JsonNode schema, LongSupplier maxBytes) {
    this.schema = new Schema(schema);
    this.maxBytes = maxBytes;
  }

  /**
   * What a session says of all its cells.
   *
   * @param id its identity
   * @param tenant on whose account it runs
   * @param language what its cells are written in
   * @param image its sandbox image
   * @param network what it may reach
   * @param limits what a cell may use that does not ask for less
   */
  public record Setting(
      SessionId id,
      String tenant,
      Language language,
      String image,
      Network network,
      Limits limits) {}

  /**
   * The message of the job that a cell is.
   *
   * @throws InvalidMessage when it cannot become a job
   */
  public RawMessage read(RawMessage sent, Setting session) throws JsonProcessingException {
    Intake.requireMediaType(sent);
    RawMessage cell = ContentCoding.undo(sent, maxBytes.getAsLong());
    JsonNode document = Envelope.open(cell).document();
    List<Violation> violations = schema.violations(document);
    if (!violations.isEmpty()) {
      throw new InvalidMessage(Code.INVALID_JOB, violations);
    }
    ObjectNode job = document.deepCopy();
    ObjectNode limits = Json.MAPPER.valueToTree(session.limits());
    document
        .path("limits")
        .properties()
        .forEach(each -> limits.set(each.getKey(), each.getValue()));
    job.set("limits", limits);
    job.set("network", Json.MAPPER.valueToTree(session.network()));
    job.putObject("placement").put("image", session.image());
    job.put("session", session.id().toString());
    job.put("tenant", session.tenant());
    job.put("language", session.language().word());
    return cell.with(Json.MAPPER.writeValueAsBytes(job), cell.attributes());
  }
}
