package io.serai.hub.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.hub.client.HubClient;
import io.serai.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serai diff}: what an edit of the policies would change for the jobs of before. */
@Command(
    name = "diff",
    description = "Show for which recorded jobs an edit of the policies would change what.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:it would change nothing",
      "1:it would change something",
      "2:wrong usage, or it cannot be told"
    })
final class DiffCommand implements Callable<Integer> {

  private static final int PAGE = 100;

  @Mixin private HubOption hub = new HubOption();

  @Option(
      names = "--policies",
      description =
          "The edited policies; those of the home when absent. A file that is not there counts as"
              + " it is in force.")
  private @Nullable Path directory;

  @Option(names = "--home", description = "Where the policies are.")
  private Path home = Path.of(System.getProperty("serai.home", ".")).toAbsolutePath().normalize();

  @Option(names = "--last", description = "At most so many jobs, newest first.")
  private int last = 200;

  @Option(names = "--since", description = "Only jobs accepted at or after, ISO 8601.")
  private @Nullable String since;

  @Option(names = "--tenant", description = "Only jobs of this tenant.")
  private @Nullable String tenant;

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; text when absent.")
  private Format format = Format.text;

  @Spec private @Nullable CommandSpec spec;

  private enum Format {
    text,
    json
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (last < 1) {
      throw new IllegalArgumentException("last '" + last + "' is not allowed; allowed: 1 and more");
    }
    Path policies = directory == null ? home.resolve("policies") : directory;
    DiffReport report = new DiffReport();
    try {
      ask(request(policies), report);
    } catch (IllegalStateException | IOException e) {
      // Whoever asks whether anything would change must not take this for an answer.
      Output.errors(spec).println(FailureLine.words(e));
      return ExitCode.USAGE;
    }
    if (format == Format.json) {
      Output.of(spec).println(report.json().toPrettyString());
    } else {
      report.print(Output.of(spec));
    }
    return report.isEmpty() ? ExitCode.OK : 1;
  }

  private ObjectNode request(Path policies) throws IOException {
    ObjectNode request = Json.MAPPER.createObjectNode();
    ObjectNode files = request.putObject("files");
    try (Stream<Path> list = Files.list(policies)) {
      for (Path file : (Iterable<Path>) list.sorted()::iterator) {
        if (file.toString().endsWith(".yaml") && !file.toString().endsWith(".test.yaml")) {
          files.put("policies/" + file.getFileName(), Files.readString(file));
        }
      }
    }
    if (files.isEmpty()) {
      throw new IllegalStateException("directory '" + policies + "' has no policy");
    }
    if (since != null) {
      request.put("since", since);
    }
    if (tenant != null) {
      request.put("tenant", tenant);
    }
    return request;
  }

  private void ask(ObjectNode request, DiffReport report) throws InterruptedException {
    HubClient client = hub.client();
    boolean more = true;
    while (more) {
      request.put("limit", Math.min(PAGE, last - report.compared()));
      HubClient.Response response = client.post("/v1/diff", request);
      if (!response.successful()) {
        throw new IllegalStateException(response.body().path("detail").asText());
      }
      report.add(response.body());
      more = response.body().has("next") && report.compared() < last;
      request.set("after", response.body().path("next"));
    }
  }
}
