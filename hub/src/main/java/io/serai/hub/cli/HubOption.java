package io.serai.hub.cli;

import io.serai.hub.client.HubClient;
import java.net.URI;
import picocli.CommandLine.Option;

/** Which hub a command talks to. */
final class HubOption {

  @Option(
      names = "--url",
      description = "Address of the hub; $SERAI_URL, else http://127.0.0.1:8080.",
      defaultValue = "${SERAI_URL:-http://127.0.0.1:8080}")
  private URI url = URI.create("http://127.0.0.1:8080");

  HubClient client() {
    return new HubClient(url);
  }
}
