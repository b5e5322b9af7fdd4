package io.serai.hub.cli;

import io.serai.hub.Hub;
import io.serai.hub.HubSetup;
import io.serai.hub.client.Answer;
import io.serai.hub.client.HubClient;
import io.serai.hub.config.HubConfig;
import io.serai.hub.demo.Demo;
import io.serai.hub.demo.DemoBrokers;
import io.serai.job.Image;
import io.serai.job.Placement;
import io.serai.job.Result;
import io.serai.job.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serai demo}: a hub with brokers of its own, and jobs through all three ingresses. */
@Command(
    name = "demo",
    description = "Start a hub and two brokers, send jobs by HTTP, RabbitMQ and Kafka, stay up.")
final class DemoCommand implements Callable<Integer> {

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(names = "--once", description = "End after the table.")
  private boolean once;

  @Option(
      names = "--no-install",
      description = "Install nothing; say what is missing. The launcher heeds it.")
  @SuppressWarnings("unused") // The launcher reads it before this program starts.
  private boolean noInstall;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Output.of(spec);
    StopSignal stop = new StopSignal();
    say("starting a Kafka and an AMQP broker");
    HubConfig found = options.config();
    try (DemoBrokers brokers = DemoBrokers.start(found.home())) {
      say("started " + brokers.describe());
      HubConfig config = options.config(brokers.settings());
      try (Hub hub = new Hub(config, HubSetup.of(config))) {
        hub.start();
        new HubClient(config.http().address(), config.http().tls().certificate()).awaitReady();
        say("hub is ready at " + config.http().address() + "; sending 5 jobs by each ingress");
        out.print(table(run(config), config.state().resolve("demo")));
        if (!once) {
          out.print(whatNext(config));
          out.flush();
          stop.await();
        }
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private Map<Demo.Sent, Answer> run(HubConfig config) throws InterruptedException {
    try (Demo demo = new Demo(config)) {
      return demo.run(
          (sent, answer) ->
              say(sent.source() + " " + sent.job().name() + " is " + answer.status()));
    }
  }

  private void say(String progress) {
    PrintWriter errors = Output.errors(spec);
    errors.println("serai: " + progress);
    errors.flush();
  }

  private String table(Map<Demo.Sent, Answer> answers, Path pictures) throws IOException {
    Table table = new Table("job", "source", "verdict", "target", "status", "time", "cost");
    for (Map.Entry<Demo.Sent, Answer> each : answers.entrySet()) {
      Demo.Sent sent = each.getKey();
      Result result = each.getValue().result();
      if (result == null) {
        table.row(sent.job().name(), sent.source(), "", "", each.getValue().status(), "", "");
      } else {
        keep(result, pictures.resolve(sent.job().name() + "-" + sent.source()));
        table.row(cells(sent, result));
      }
    }
    return System.lineSeparator() + table;
  }

  private static String[] cells(Demo.Sent sent, Result result) {
    Verdict verdict = result.verdict();
    Placement placement = result.placement();
    return new String[] {
      sent.job().name(),
      sent.source(),
      verdict == null ? "-" : verdict.decision().name().toLowerCase(Locale.ROOT),
      placement == null ? "-" : placement.target(),
      result.status().word(),
      result.usage().wallMs() + " ms",
      result.cost().amount().stripTrailingZeros().toPlainString() + " " + result.cost().currency()
    };
  }

  private void keep(Result result, Path prefix) throws IOException {
    for (Image image : result.images()) {
      Path file = Path.of(prefix + ".png");
      Files.createDirectories(prefix.toAbsolutePath().getParent());
      Files.write(file, image.data());
      say("picture is in " + file);
    }
  }

  private static String whatNext(HubConfig config) {
    String address = config.http().address().toString();
    return """

        The hub stays up; stop it with Ctrl-C. Try next:
          curl -s %1$s/execute -H 'Content-Type: application/json' \\
            -d '{"language": "python", "code": "print(6 * 7)"}'
          echo 'print("from a file")' | ./serai submit --language python -
          ./serai jobs list
          edit policies/moderation.yaml, or a file in routes/, and send a job again
        """
        .formatted(address);
  }
}
