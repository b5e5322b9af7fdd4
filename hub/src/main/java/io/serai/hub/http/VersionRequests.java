package io.serai.hub.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.hub.version.NoSuchVersion;
import io.serai.hub.version.VersionLookup;
import io.serai.store.Version;
import io.serai.store.Version.Kind;
import io.serai.store.VersionStore;
import io.serai.store.VersionStore.Coming;
import io.serai.store.VersionStore.Entry;
import io.serai.store.VersionStore.Query;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The requests about versions of the policies and the routes. Each method is one operation. */
public final class VersionRequests {

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;

  private final VersionStore versions;

  /** Answers from this store. */
  public VersionRequests(VersionStore versions) {
    this.versions = versions;
  }

  /** A line of the history on the wire. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Line(
      long id,
      Instant at,
      UUID hub,
      String host,
      String kind,
      String digest,
      @Nullable String author,
      String how,
      @Nullable String commit) {

    static Line of(Entry entry) {
      Coming coming = entry.coming();
      return new Line(
          entry.id(),
          coming.at(),
          entry.hub(),
          coming.host(),
          entry.kind().word(),
          entry.digest(),
          coming.author(),
          coming.how().word(),
          coming.commit());
    }
  }

  /**
   * A page of the history on the wire.
   *
   * @param inForce what is in force on each hub
   * @param versions newest first
   * @param before of the next page; absent on the last one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(List<Line> inForce, List<Line> versions, @Nullable Long before) {}

  /** A version on the wire, its files by their paths from the home directory. */
  record View(String kind, String digest, SortedMap<String, String> files) {

    static View of(Version version) {
      return new View(version.kind().word(), version.digest(), version.byPath());
    }
  }

  /** Answers with what came into force where and when, newest first, and with what is in force. */
  public void list(Exchange exchange) throws Exception {
    Caller.requireAllTenants(exchange, "versions are");
    Message message = exchange.getMessage();
    Query query =
        new Query(
            kind(message),
            message.getHeader("before") == null
                ? null
                : Parameters.number(message, "before", 1, Long.MAX_VALUE),
            (int) Parameters.number(message, "limit", DEFAULT_LIMIT, MAX_LIMIT));
    List<Line> lines = versions.history(query).stream().map(Line::of).toList();
    Long before = lines.size() == query.limit() ? lines.get(lines.size() - 1).id() : null;
    List<Line> inForce =
        versions.inForce().stream()
            .filter(each -> query.kind() == null || each.kind() == query.kind())
            .map(Line::of)
            .toList();
    Responses.json(exchange, 200, new Page(inForce, lines, before));
  }

  private static @Nullable Kind kind(Message message) {
    String word = Parameters.text(message, "kind");
    return word == null
        ? null
        : Kind.of(word)
            .orElseThrow(
                () ->
                    Parameters.invalid(
                        "kind '" + word + "' is unknown; allowed: policies, routes"));
  }

  /** Answers with one version and its files. */
  public void get(Exchange exchange) throws Exception {
    Caller.requireAllTenants(exchange, "versions are");
    String asked = String.valueOf(Parameters.text(exchange.getMessage(), "digest"));
    Responses.json(exchange, 200, View.of(version(asked)));
  }

  private Version version(String asked) {
    try {
      return new VersionLookup(versions).find(asked);
    } catch (NoSuchVersion e) {
      String message = String.valueOf(e.getMessage());
      throw new ProblemException(
          e.ambiguous()
              ? Problem.of(409, "ambiguous-version", message)
              : Problem.of(404, "unknown-version", message));
    }
  }
}
