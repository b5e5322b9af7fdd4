package io.serai.hub.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.serai.check.Names;
import io.serai.hub.StartedStages;
import io.serai.hub.check.Finding;
import io.serai.hub.kubernetes.Kubernetes;
import io.serai.hub.log.Silence;
import io.serai.hub.trial.StageTest;
import io.serai.hub.trial.StageTests;
import io.serai.policy.PolicyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.commons.io.file.PathUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serai test}: runs tests that stand beside routes, kamelets and policies. */
@Command(
    name = "test",
    description =
        "Run files that end with .test.yaml: what a stage of this home is given, and what it leaves"
            + " or how it refuses.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:all pass, or are skipped",
      "1:one fails",
      "2:wrong usage, or the tests cannot be run"
    })
final class TestCommand implements Callable<Integer> {

  private static final List<String> FOLDERS = List.of("routes", "kamelets", "policies");

  @Option(names = "--home", description = "Where routes, kamelets and policies are.")
  private Path home = Path.of(System.getProperty("serai.home", ".")).toAbsolutePath().normalize();

  @Parameters(
      paramLabel = "FILE",
      description = "A file of tests, or a folder that holds some; all of the home when absent.")
  private List<Path> places = new ArrayList<>();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    long begun = System.nanoTime();
    List<StageTests> files = StageTests.read(home, places.isEmpty() ? folders() : places);
    Silence.aboutFailedCalls();
    TestReport report = new TestReport(Output.of(spec));
    Path state = Files.createTempDirectory("serai-test");
    try (StartedStages stages = StartedStages.start(home, state, Kubernetes.unreachable())) {
      StageTests.refuse(unknownRoutes(files, stages));
      for (StageTests file : files) {
        run(file, stages, report);
      }
    } finally {
      PathUtils.deleteDirectory(state);
    }
    report.sum(Duration.ofNanos(System.nanoTime() - begun));
    return report.allPass() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private List<Path> folders() {
    Path here = Path.of("").toAbsolutePath();
    Path shown = home.startsWith(here) ? here.relativize(home) : home;
    return FOLDERS.stream().map(shown::resolve).filter(Files::isDirectory).toList();
  }

  private static List<Finding> unknownRoutes(List<StageTests> files, StartedStages stages) {
    return files.stream()
        .flatMap(file -> stages.complaint(file.route()).map(file::routeIs).stream())
        .toList();
  }

  private static void run(StageTests file, StartedStages stages, TestReport report)
      throws Exception {
    for (StageTest test : file.tests()) {
      if (!file.needs().isEmpty()) {
        report.skipped(
            file, test, "needs a " + file.needs() + ", which only the tests of Serai itself bring");
        continue;
      }
      try {
        report.ran(file, test, test.misses(stages.send(file.route(), test.in())));
      } catch (JsonProcessingException | IllegalArgumentException | PolicyException e) {
        report.wrong(file, test, words(e));
      }
    }
  }

  /** A parser adds where in memory it was. */
  private static String words(Exception failure) {
    if (failure instanceof UnrecognizedPropertyException unknown) {
      List<String> known = unknown.getKnownPropertyIds().stream().map(String::valueOf).toList();
      return Names.unknown("field", unknown.getPropertyName(), known);
    }
    return failure instanceof JsonProcessingException parsing
        ? parsing.getOriginalMessage()
        : FailureLine.words(failure);
  }
}
