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

  @Option(
      names = "--ca",
      description = "PEM file of the authority of an https hub; $SERAI_CA, else the system's.",
      defaultValue = "${SERAI_CA:-}")
  private String ca = "";

  HubClient client() {
    return new HubClient(url, ca);
  }
}
