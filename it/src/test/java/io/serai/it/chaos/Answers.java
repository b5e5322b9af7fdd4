package io.serai.it.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every answer that came back, by the key of its job. Thread-safe. */
final class Answers {

  /**
   * An answer.
   *
   * @param messageId by which a receiver tells repetitions; the job's id on HTTP
   * @param jobId whose answer it says it is
   * @param status how the job ended
   * @param stdout what it printed
   */
  record Seen(String messageId, String jobId, String status, String stdout) {

    static Seen read(String messageId, byte[] body) {
      try {
        JsonNode result = Json.MAPPER.readTree(body);
        return new Seen(
            messageId,
            result.path("jobId").asText(),
            result.path("status").asText(),
            result.path("stdout").asText());
      } catch (IOException e) {
        throw new UncheckedIOException("answer is not JSON", e);
      }
    }
  }

  private final Map<String, List<Seen>> heard = new ConcurrentHashMap<>();

  void heard(String key, Seen answer) {
    heard.computeIfAbsent(key, unused -> new CopyOnWriteArrayList<>()).add(answer);
  }

  List<Seen> to(Ticket ticket) {
    return heard.getOrDefault(ticket.key(), List.of());
  }

  boolean allHeard(Collection<Ticket> tickets) {
    return tickets.stream().allMatch(ticket -> heard.containsKey(ticket.key()));
  }

  /** How many came more than once. */
  long repeated() {
    return heard.values().stream().mapToLong(each -> each.size() - 1).sum();
  }
}
