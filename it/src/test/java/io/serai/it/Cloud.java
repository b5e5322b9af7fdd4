package io.serai.it;

import io.serai.hub.embedded.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A cloud of one node on a loopback address of its own, a long way from hub and database. */
final class Cloud implements AutoCloseable {

  private static final int CAPACITY = 4;

  private final String name;
  private final Path state;
  private final Map<String, String> settings;
  private final Wan toNode;
  private final Wan toDatabase;
  private final int nodePort;
  private NodeProcess node;

  /**
   * A cloud whose node has started.
   *
   * @param name of the cloud; its region is called the same with {@code -1}
   * @param number tells its addresses from those of others
   * @param directory of its state, and of the certificates
   * @param database where it registers
   */
  Cloud(String name, int number, Path directory, URI database) throws IOException {
    this.name = name;
    this.state = directory.resolve(name);
    this.nodePort = Ports.free();
    this.toNode = new Wan(Wan.loopback(10 + number, 0), Wan.loopback(20 + number, nodePort));
    this.toDatabase =
        new Wan(
            Wan.loopback(30 + number, 0),
            new InetSocketAddress(database.getHost(), database.getPort()));
    this.settings = new HashMap<>(Certificates.settings(directory, name));
    settings.put(
        "serai.database.url",
        "jdbc:postgresql://127.0.0.%d:%d%s?%s"
            .formatted(30 + number, toDatabase.port(), database.getPath(), database.getQuery()));
    Certificates.node(directory, name, "127.0.0." + (10 + number));
    this.node = start(number);
  }

  private NodeProcess start(int number) throws IOException {
    return NodeProcess.start(
        name,
        state,
        settings,
        "--cloud",
        name,
        "--region",
        name + "-1",
        "--capacity",
        String.valueOf(CAPACITY),
        "--listen",
        "127.0.0.%d:%d".formatted(20 + number, nodePort),
        "--advertise",
        "https://127.0.0.%d:%d".formatted(10 + number, toNode.port()));
  }

  String name() {
    return name;
  }

  /** How long everything takes in one direction, and how much of it is lost. */
  void far(long delayMs, double loss) {
    for (Wan way : List.of(toNode, toDatabase)) {
      way.delay(delayMs);
      way.lose(loss);
    }
  }

  /** Nobody reaches it, and it reaches nobody. */
  void cutOff() {
    toNode.cut();
    toDatabase.cut();
  }

  void mend() {
    toNode.mend();
    toDatabase.mend();
  }

  NodeProcess node() {
    return node;
  }

  void startAgain(int number) throws IOException {
    node = start(number);
  }

  /** Every run that its node has started, a line each, whatever became of the node. */
  List<String> started() throws IOException {
    List<String> lines =
        Files.readAllLines(state.resolve("nodes").resolve(name).resolve("journal"));
    // The first says since when it remembers.
    return lines.subList(1, lines.size());
  }

  @Override
  public void close() throws IOException {
    node.close();
    toNode.close();
    toDatabase.close();
  }
}
