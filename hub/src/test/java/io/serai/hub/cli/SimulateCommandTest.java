package io.serai.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {

  @TempDir private Path directory = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @Test
  void comparesTheStrategiesAndWritesFilesAndPlots() throws IOException {
    Path report = directory.resolve("report");

    int code =
        run(
            "--nodes=50",
            "--jobs=5000",
            "--sweep",
            "--outage=aws@10+10",
            "--price=gcp*3@20",
            "--out=" + report);

    assertThat(errors.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("strategy", "round-robin", "serai-cheap", "5000 jobs on 50 nodes in 5 clouds");
    for (String plot : List.of("latency", "stampede", "price", "disturbance-places-serai")) {
      assertThat(report.resolve(plot + ".svg")).content().startsWith("<?xml").contains("<path");
    }
    assertThat(report.resolve("summary.json")).content().contains("\"stampedeIndex\"");
    assertThat(Files.readAllLines(report.resolve("summary.csv"))).hasSize(8);
    assertThat(report.resolve("timeline.csv")).content().startsWith("strategy,seconds,");
  }

  @Test
  void refusesAPolicyThatIsNotValid() throws IOException {
    Path policy = directory.resolve("tried.yaml");
    String text = Files.readString(home().resolve("policies/router.yaml"));
    Files.writeString(policy, text.replaceFirst("(?m)^choices: \\d+", "choices: 0"));

    int code = run("--policy=" + policy);

    assertThat(errors.toString()).contains("must have a minimum value of 1");
    assertThat(code).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--nodes=4 | nodes '4' is out of range; allowed: 5 to 100000",
        "--clouds=6 | clouds '6' is out of range; allowed: 1 to 5",
        "--jobs=0 | jobs '0' is out of range; allowed: 1 to 100000000",
        "--utilisation=2.5 | utilisation '2.5' is out of range; allowed: 0.01 to 2",
        "--report-seconds=5 | report-seconds '5' is out of range; allowed: 0.1 to 2.5",
        "--capacity=0 | capacity '0' is out of range; allowed: 1 to 1000",
        "--hubs=0 | hubs '0' is out of range; allowed: 1 to 100",
        "--outage=aws | outage 'aws' is not understood; write CLOUD@FROM+FOR, as in aws@60+30",
        "--price=aws*2 | price 'aws*2' is not understood; write CLOUD*FACTOR@AT, as in gcp*3@90",
        "--outage=moon@1+1 | cloud 'moon' is not in this fleet; it has private, aws, gcp, azure,"
            + " on-demand",
        "--strategies=best | strategy 'best' is unknown; allowed: random, round-robin,"
            + " least-loaded, serai, serai-queueing, serai-cheap, all-knowing",
      })
  void refusesWhatItCannotSimulate(String argument, String complaint) {
    assertThat(run(argument)).isEqualTo(2);
    assertThat(errors.toString().trim()).isEqualTo(complaint);
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("simulate", "--home=" + home()));
    all.addAll(List.of(arguments));
    return Serai.execute(new PrintWriter(out), new PrintWriter(errors), all.toArray(String[]::new));
  }

  private static Path home() {
    return Path.of(System.getProperty("serai.home"));
  }
}
