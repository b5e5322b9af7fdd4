package io.serai.hub.cli;

import io.serai.hub.access.FirstKey;
import io.serai.hub.client.HubClient;
import io.serai.hub.client.KeyFile;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which hub a command talks to, and what it shows there. */
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

  @Option(
      names = "--key-file",
      description =
          "A file with a key or token; without it $SERAI_KEY, else, for a hub on this machine,"
              + " state/operator.key where there is one.")
  private @Nullable Path keyFile;

  HubClient client() {
    return new HubClient(url, ca, credential());
  }

  private @Nullable String credential() {
    if (keyFile != null) {
      return KeyFile.read(keyFile);
    }
    String given = System.getenv("SERAI_KEY");
    if (given != null && !given.isBlank()) {
      return given.trim();
    }
    Path operators = operatorsKey();
    return isThisMachine() && Files.isReadable(operators) ? KeyFile.read(operators) : null;
  }

  private static Path operatorsKey() {
    Path home = Path.of(System.getProperty("serai.home", "."));
    String state = System.getenv("SERAI_STATE");
    return home.resolve(state == null ? "state" : state).resolve(FirstKey.FILE);
  }

  /** Nobody else is shown a key that was not meant for it. */
  private boolean isThisMachine() {
    try {
      return Arrays.stream(InetAddress.getAllByName(String.valueOf(url.getHost())))
          .allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
