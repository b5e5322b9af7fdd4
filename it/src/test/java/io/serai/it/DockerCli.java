package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The engine under test, as somebody at a terminal sees it. */
record DockerCli(String host) {

  private static final String IMAGE = "serai/node-20:latest";

  /** Runs a command that must succeed; answers its output. */
  String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker", "-H", host));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.trim();
  }

  /** Creates a container and does not start it. */
  String create(String... labels) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("create", "--pull", "never"));
    for (String label : labels) {
      arguments.addAll(List.of("--label", label));
    }
    arguments.addAll(List.of(IMAGE, "node"));
    return run(arguments.toArray(String[]::new));
  }

  /** Starts a container that runs until it is killed. */
  String start(String... labels) throws IOException, InterruptedException {
    String container = create(labels);
    run("start", container);
    return container;
  }

  /** Every container there is, running or not. */
  List<String> containers() throws IOException, InterruptedException {
    return run("ps", "--all", "--quiet", "--no-trunc").lines().toList();
  }

  /** The running containers of hubs, each with the label that names its hub. */
  Map<String, String> running() throws IOException, InterruptedException {
    Map<String, String> owners = new HashMap<>();
    String format = "{{.ID}} {{.Label \"io.serai.owner\"}}";
    run("ps", "--no-trunc", "--filter", "label=io.serai.owner", "--format", format)
        .lines()
        .forEach(line -> owners.put(line.replaceAll(" .*", ""), line.replaceAll(".* ", "")));
    return owners;
  }
}
