package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.client.HubClient;
import io.serai.hub.client.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which dead letters a command is about: those named, or all that wait and pass the filters. */
final class LetterSelection {

  private static final int PAGE = 500;

  @Parameters(paramLabel = "ID", arity = "0..*")
  private List<String> ids = List.of();

  @Option(names = "--all", description = "All that wait for somebody, instead of IDs.")
  private boolean all;

  @Option(names = "--source", description = "With --all: only those of this transport.")
  private @Nullable String source;

  @Option(names = "--code", description = "With --all: only those refused for this.")
  private @Nullable String code;

  @Option(names = "--since", description = "With --all: received at or after, ISO 8601.")
  private @Nullable String since;

  /**
   * Their numbers.
   *
   * @throws IllegalArgumentException when neither or both ways of selecting are used
   */
  List<String> numbers(HubClient hub) throws InterruptedException {
    boolean filtered = source != null || code != null || since != null;
    if (all != ids.isEmpty() || (filtered && !all)) {
      throw new IllegalArgumentException(
          "dead letters are selected by their IDs, or by --all with --source, --code or --since");
    }
    return all ? waiting(hub) : ids;
  }

  /** Read whole before anything is done to them: what is settled leaves the pages. */
  private List<String> waiting(HubClient hub) throws InterruptedException {
    List<String> numbers = new ArrayList<>();
    String before = null;
    do {
      HubClient.Response response = hub.get("/v1/dead-letters?" + page(before));
      if (!response.successful()) {
        throw new IllegalStateException(response.body().path("detail").asText());
      }
      JsonNode page = response.body();
      page.path("deadLetters").forEach(letter -> numbers.add(letter.path("id").asText()));
      before = page.path("before").asText(null);
    } while (before != null);
    return numbers;
  }

  private Query page(@Nullable String before) {
    return new Query()
        .with("state", "kept")
        .with("source", source)
        .with("code", code)
        .with("since", since)
        .with("before", before)
        .with("limit", String.valueOf(PAGE));
  }
}
