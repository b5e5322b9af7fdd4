package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.client.HubClient;
import io.serai.hub.client.Query;
import io.serai.store.Version;
import io.serai.store.Version.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Those that a running hub tells of.
 *
 * @param hub is asked
 */
record HubVersions(HubClient hub) implements VersionSource {

  @Override
  public Version find(String digest) throws InterruptedException {
    String asked = URLEncoder.encode(digest, StandardCharsets.UTF_8);
    JsonNode body = answer(hub.get("/v1/versions/" + asked));
    Kind kind = Kind.of(body.path("kind").asText()).orElseThrow();
    SortedMap<String, String> files = new TreeMap<>();
    body.path("files")
        .properties()
        .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
    return Version.ofPaths(kind, files);
  }

  @Override
  public String inForce(Kind kind) throws InterruptedException {
    JsonNode page = answer(hub.get("/v1/versions?" + new Query().with("kind", kind.word())));
    return page.path("inForce")
        .valueStream()
        .max(Comparator.comparingLong(line -> line.path("id").asLong()))
        .map(line -> line.path("digest").asText())
        .orElseThrow(() -> new IllegalStateException("no hub says which version is in force"));
  }

  private static JsonNode answer(HubClient.Response response) {
    if (!response.successful()) {
      throw new IllegalStateException(response.body().path("detail").asText());
    }
    return response.body();
  }
}
