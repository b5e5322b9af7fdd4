package io.serai.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The benchmarks themselves, small, each in a process of its own. */
@SuppressWarnings("NullAway.Init") // JUnit makes the directory before each test.
class BenchTest {

  private static final String GOOD =
      """
      {"id":"a","language":"python","code":"print('ok')","expect":{"exitCode":0,"stdout":"ok\\n"}}
      {"id":"b","language":"node","code":"throw new Error('bad')","expect":{"exitCode":1}}
      """;
  private static final String WRONG =
      """
      {"id":"c","language":"python","code":"print('ok')","expect":{"stdout":"no"}}
      """;

  @TempDir private Path directory;

  private record Ended(int code, String out) {}

  @ParameterizedTest
  @ValueSource(strings = {"http", "rabbitmq", "kafka"})
  void runsACorpusThroughEachIngress(String via) throws Exception {
    Ended ended = bench("corpus", "--jobs", corpus(GOOD), "--via", via);

    assertThat(ended.out())
        .contains("2 of 2 behaved as expected via " + via + ", 8 at a time, on local-process")
        .containsPattern("whole path +\\d")
        .containsPattern("recipients +\\d");
    assertThat(ended.code()).isZero();
  }

  @Test
  void tellsWhatDidNotBehave() throws Exception {
    Ended ended = bench("corpus", "--jobs", corpus(GOOD + WRONG));

    assertThat(ended.out()).contains("NOT AS EXPECTED c: expected {\"stdout\":\"no\"}", "2 of 3");
    assertThat(ended.code()).isEqualTo(1);
  }

  @Test
  void comparesAStoreOfManyJobsWithAnEmptyOne() throws Exception {
    Ended ended =
        bench(
            "stores",
            "--jobs",
            "3000",
            "--times",
            "5",
            "--warmup",
            "1",
            "--seconds",
            "1",
            "--rounds",
            "1");

    assertThat(ended.out())
        .containsPattern("\\| a job's trace \\| [\\d.]+ \\|")
        .containsPattern("\\| a month's costs \\| [\\d.]+ \\|")
        .containsPattern("'full' makes \\d+ %");
    assertThat(ended.code()).isZero();
  }

  @Test
  void comparesAHubThatIsWatchedWithOneThatIsNot() throws Exception {
    Ended ended = bench("telemetry", "--warmup", "1", "--seconds", "1", "--rounds", "1");

    assertThat(ended.out())
        .containsPattern("\\| neither \\| \\d+ \\|")
        .containsPattern("\\| metrics and traces \\| \\d+ \\|")
        .containsPattern("'metrics and traces' makes \\d+ % of the requests a second of 'neither'");
    assertThat(ended.code()).isZero();
  }

  @Test
  void comparesAHubThatIsEditedWithOneThatIsNot() throws Exception {
    Ended ended =
        bench(
            "reload",
            "--rate",
            "20",
            "--reloads",
            "4",
            "--rounds",
            "1",
            "--warmup",
            "1",
            "--rest-ms",
            "0");

    assertThat(ended.out())
        .containsPattern("\\| 4 edits, every second one broken \\| \\d+ \\|")
        .containsPattern("(\\d+) jobs sent, \\1 runs, 0 not answered with success");
    assertThat(ended.code()).isZero();
  }

  @Test
  void comparesTheStartOfAHubWithThatOfABareApplication() throws Exception {
    Ended ended = bench("start", "--rounds", "1", "--idle", "1");

    assertThat(ended.out())
        .containsPattern("\\| bare Camel Main \\| [1-9]\\d* \\| [1-9]\\d* \\|")
        .containsPattern("\\| hub \\| [1-9]\\d* \\| [1-9]\\d* \\|");
    assertThat(ended.code()).isZero();
  }

  @Test
  void comparesTheFullWalkWithABareRoute() throws Exception {
    Ended ended = bench("hub", "--warmup", "1", "--seconds", "1", "--rounds", "1");

    assertThat(ended.out())
        .containsPattern("\\| bare route, one insert \\| \\d+ \\|")
        .containsPattern("\\| full walk, no-op sandbox \\| \\d+ \\|")
        .containsPattern("no-op sandbox' makes \\d+ % of the requests a second of 'bare route");
    assertThat(ended.code()).isZero();
  }

  @Test
  void comparesAHubWithAnotherQueue() throws Exception {
    Ended ended =
        bench(
            "queues",
            "--beside",
            "DB_SCHEDULER",
            "--warmup",
            "1",
            "--seconds",
            "1",
            "--rounds",
            "1");

    assertThat(ended.out())
        .containsPattern("\\| serai \\| [1-9]\\d* \\|")
        .containsPattern("\\| db-scheduler \\| [1-9]\\d* \\|");
    assertThat(ended.code()).isZero();
  }

  private String corpus(String lines) throws IOException {
    return Files.writeString(directory.resolve("corpus.jsonl"), lines).toString();
  }

  private Ended bench(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dserai.home=" + System.getProperty("serai.home"),
                "-cp",
                System.getProperty("java.class.path"),
                "io.serai.bench.Bench"));
    command.addAll(List.of(arguments));
    Path out = directory.resolve("out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    if (!process.waitFor(150, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(out));
  }
}
