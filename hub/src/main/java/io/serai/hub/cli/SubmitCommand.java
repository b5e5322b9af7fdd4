package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.hub.client.HubClient;
import io.serai.json.Json;
import io.serai.store.JobView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serai submit}: sends one job to a running hub, and prints what it printed. */
@Command(
    name = "submit",
    description = "Run a program on a hub: its output is printed, its summary goes to stderr.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:the job succeeded, or was accepted", "1:it did not", "2:wrong usage"})
final class SubmitCommand implements Callable<Integer> {

  @Mixin private HubOption hub = new HubOption();

  @Parameters(
      paramLabel = "FILE",
      description = "A program (.py, .js, .mjs, .cjs), a job (.json), or - for standard input.")
  private String file = "-";

  @Option(names = "--language", description = "python or node; told by the file's name otherwise.")
  private @Nullable String language;

  @Option(names = "--tenant", description = "On whose account it runs.")
  private @Nullable String tenant;

  @Option(names = "--stdin", description = "A file with the program's standard input.")
  private @Nullable Path stdin;

  @Option(names = "--timeout-ms", description = "Its wall-time limit.")
  private @Nullable Long timeoutMs;

  @Option(names = "--isolation", description = "At least process, container or gvisor.")
  private @Nullable String isolation;

  @Option(names = "--images", description = "A directory for the pictures it draws.")
  private @Nullable Path images;

  @Option(names = "--no-wait", description = "Print the job's id, and do not wait for it.")
  private boolean noWait;

  @Option(names = "--json", description = "Print the whole answer as JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    ObjectNode job = job();
    HubClient client = hub.client();
    HubClient.Response response = noWait ? client.submit(job) : client.execute(job);
    PrintWriter out = Output.of(spec);
    if (json) {
      out.println(response.body().toPrettyString());
      return response.successful() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
    if (!response.successful()) {
      Output.errors(spec).println(response.body().path("detail").asText());
      return CommandLine.ExitCode.SOFTWARE;
    }
    if (response.body().path("state").asText().equals(JobView.WAITING_FOR_APPROVAL)) {
      Output.errors(spec).println(response.body().path("detail").asText());
    }
    if (noWait || !response.body().has("status")) {
      out.println(response.body().path("jobId").asText());
      return CommandLine.ExitCode.OK;
    }
    return print(response.body());
  }

  private ObjectNode job() throws IOException {
    String text =
        file.equals("-")
            ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
            : Files.readString(Path.of(file));
    ObjectNode job =
        file.endsWith(".json") ? (ObjectNode) Json.MAPPER.readTree(text) : program(text);
    if (tenant != null) {
      job.put("tenant", tenant);
    }
    if (stdin != null) {
      job.put("stdin", Files.readString(stdin));
    }
    if (timeoutMs != null) {
      job.withObject("/limits").put("timeoutMs", timeoutMs);
    }
    if (isolation != null) {
      job.withObject("/placement").put("isolation", isolation);
    }
    return job;
  }

  private ObjectNode program(String text) {
    return Json.MAPPER.createObjectNode().put("language", language()).put("code", text);
  }

  private String language() {
    if (language != null) {
      return language;
    }
    if (file.endsWith(".py")) {
      return "python";
    }
    if (file.matches(".*\\.[mc]?js")) {
      return "node";
    }
    throw new IllegalArgumentException(
        "language of '" + file + "' is unknown; say --language python or --language node");
  }

  private int print(JsonNode result) throws IOException {
    PrintWriter errors = Output.errors(spec);
    Output.of(spec).print(result.path("stdout").asText());
    errors.print(result.path("stderr").asText());
    if (images != null) {
      save(result.path("images"), images);
    }
    errors.println(summary(result));
    return result.path("status").asText().equals("succeeded")
        ? CommandLine.ExitCode.OK
        : CommandLine.ExitCode.SOFTWARE;
  }

  private static void save(JsonNode images, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (JsonNode image : images) {
      // Only the last part: a job may not choose where its pictures go.
      Path name = Path.of(image.path("name").asText()).getFileName();
      Files.write(
          directory.resolve(name.toString()),
          Base64.getDecoder().decode(image.path("data").asText()));
    }
  }

  private static String summary(JsonNode result) {
    JsonNode cost = result.path("cost");
    String reason = result.path("reason").path("message").asText();
    return "serai: "
        + result.path("status").asText()
        + (reason.isEmpty() ? "" : " (" + reason + ")")
        + " in "
        + result.path("usage").path("wallMs").asLong()
        + " ms on "
        + result.path("placement").path("target").asText("none")
        + " for "
        + cost.path("amount").decimalValue().stripTrailingZeros().toPlainString()
        + " "
        + cost.path("currency").asText()
        + ", job "
        + result.path("jobId").asText();
  }
}
