package io.serai.hub.cli;

import io.serai.hub.FileCheck;
import io.serai.hub.HubSetup;
import io.serai.hub.config.HubConfig;
import io.serai.hub.ingress.KafkaIngress;
import io.serai.sandbox.Readiness;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code serai doctor}: says what works on this machine, what does not, and what to do about it.
 */
@Command(
    name = "doctor",
    description = "Say what works on this machine, what does not, and what to do about it.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:a hub would run jobs here", "1:it would not", "2:wrong usage"})
final class DoctorCommand implements Callable<Integer> {

  private static final int CONNECT_MS = 2_000;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Spec private @Nullable CommandSpec spec;

  private final List<Finding> findings = new ArrayList<>();

  private enum Mark {
    OK,
    ABSENT,
    WRONG
  }

  private record Finding(Mark mark, String part, String detail) {}

  @Override
  public Integer call() throws Exception {
    HubConfig config = options.config();
    note(true, "java", System.getProperty("java.version") + ", " + System.getProperty("java.home"));
    sandboxes(config);
    note(writable(config.state()), "state", config.state() + " is where everything is kept");
    brokers(config);
    Table table = new Table("", "part", "finding");
    findings.forEach(
        each ->
            table.row(
                each.mark().name().toLowerCase(java.util.Locale.ROOT), each.part(), each.detail()));
    Output.of(spec).print(table);
    boolean well = findings.stream().noneMatch(each -> each.mark() == Mark.WRONG);
    return well ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private void sandboxes(HubConfig config) throws IOException {
    try (HubSetup setup = HubSetup.of(config)) {
      List<String> ready = new ArrayList<>();
      new TreeMap<>(setup.sandboxes())
          .forEach(
              (name, sandbox) -> {
                Readiness readiness = sandbox.readiness();
                if (readiness.ready()) {
                  ready.add(name);
                }
                findings.add(
                    new Finding(
                        readiness.ready() ? Mark.OK : Mark.ABSENT, name, readiness.detail()));
              });
      note(
          !ready.isEmpty(),
          "sandbox",
          ready.isEmpty()
              ? "no provider can run jobs; mend one of the above"
              : "jobs run on " + String.join(", ", ready));
      List<String> problems =
          new FileCheck(config, setup).findings().stream().map(Object::toString).toList();
      note(
          problems.isEmpty(),
          "files",
          problems.isEmpty()
              ? "policies, routes and kamelets are valid"
              : String.join("; ", problems));
    }
  }

  private void brokers(HubConfig config) {
    if (config.rabbitmq().enabled()) {
      URI uri = URI.create(config.rabbitmq().uri());
      reachable("rabbitmq", uri.getHost(), uri.getPort() < 0 ? 5672 : uri.getPort());
    }
    if (config.kafka().enabled()) {
      Readiness readiness = new KafkaIngress(config.kafka()).readiness();
      note(readiness.ready(), "kafka", readiness.detail());
    }
  }

  private void reachable(String part, String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MS);
      note(true, part, host + ":" + port + " answers");
    } catch (IOException e) {
      note(false, part, host + ":" + port + " does not answer; " + e.getMessage());
    }
  }

  private void note(boolean well, String part, String detail) {
    findings.add(new Finding(well ? Mark.OK : Mark.WRONG, part, detail));
  }

  private static boolean writable(Path state) {
    try {
      Files.createDirectories(state);
      return Files.isWritable(state);
    } catch (IOException e) {
      return false;
    }
  }
}
