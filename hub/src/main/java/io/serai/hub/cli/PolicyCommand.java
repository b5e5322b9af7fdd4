package io.serai.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.StoredVersions;
import io.serai.hub.client.HubClient;
import io.serai.hub.client.Query;
import io.serai.hub.version.HomeChange;
import io.serai.policy.PolicyTexts;
import io.serai.store.Version;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serai policy}: versions of policies and routes. Each method is one subcommand. */
@Command(
    name = "policy",
    description = "List versions of policies and routes, compare them, and put one back.",
    synopsisSubcommandLabel = "COMMAND")
final class PolicyCommand {

  @Spec private @Nullable CommandSpec spec;

  @Command(name = "history", description = "What came into force where and by whom, newest first.")
  int history(
      @Mixin HubOption hub,
      @Option(names = "--kind", description = "policies or routes; both when absent.")
          @Nullable String kind,
      @Option(names = "--limit", description = "At most so many.", defaultValue = "50") int limit,
      @Option(names = "--json", description = "As JSON.") boolean json)
      throws InterruptedException {
    Query query = new Query().with("kind", kind).with("limit", String.valueOf(limit));
    HubClient.Response response = hub.client().get("/v1/versions?" + query);
    if (response.successful() && json) {
      Output.of(spec).println(response.body().toPrettyString());
    } else if (response.successful()) {
      Output.of(spec).print(table(response.body()));
    }
    return Output.ended(spec, response);
  }

  private static Table table(JsonNode page) {
    List<String> inForce = page.path("inForce").valueStream().map(PolicyCommand::entry).toList();
    Table table = new Table("", "at", "kind", "version", "how", "author", "host");
    for (JsonNode line : page.path("versions")) {
      String commit = line.path("commit").asText("");
      table.row(
          inForce.contains(entry(line)) ? "*" : "",
          line.path("at").asText(),
          line.path("kind").asText(),
          PolicyTexts.shortened(line.path("digest").asText()),
          line.path("how").asText() + (commit.isEmpty() ? "" : " " + PolicyTexts.shortened(commit)),
          line.path("author").asText("-"),
          line.path("host").asText());
    }
    return table;
  }

  private static String entry(JsonNode line) {
    return line.path("id").asText();
  }

  @Command(name = "diff", description = "What differs between the files of two versions.")
  int diff(
      @Mixin HubOption hub,
      @Parameters(paramLabel = "OLD", description = "A digest, or its first digits.") String old,
      @Parameters(
              arity = "0..1",
              paramLabel = "NEW",
              description = "The same; the version in force when absent.")
          @Nullable String other)
      throws InterruptedException {
    VersionSource versions = new HubVersions(hub.client());
    Version before = versions.find(old);
    Version after = versions.find(other == null ? versions.inForce(before.kind()) : other);
    if (before.kind() != after.kind()) {
      throw new IllegalArgumentException(
          "version '"
              + old
              + "' is of "
              + before.kind().word()
              + ", the other is of "
              + after.kind().word()
              + "; name two of a kind");
    }
    PrintWriter out = Output.of(spec);
    UnifiedDiff.of(before.byPath(), after.byPath()).forEach(out::println);
    return ExitCode.OK;
  }

  @Command(
      name = "rollback",
      description = "Write the files of a version back into the home, for its hubs to take.",
      exitCodeListHeading = "Exit codes:%n",
      exitCodeList = {
        "0:the home has the files of the version, or would have",
        "1:the version cannot be had, or a hub would not take it",
        "2:wrong usage"
      })
  int rollback(
      @Mixin HubOption hub,
      @Mixin ConfigOptions options,
      @Parameters(paramLabel = "DIGEST", description = "A digest, or its first digits.")
          String digest,
      @Option(names = "--yes", description = "Do it.") boolean yes,
      @Option(names = "--dry-run", description = "Only show what would change.") boolean dryRun,
      @Option(
              names = "--offline",
              description = "Read versions from the configured database: no hub runs.")
          boolean offline)
      throws Exception {
    if (!offline) {
      return rollback(options, new HubVersions(hub.client()), digest, yes, dryRun);
    }
    try (StoredVersions stored = new StoredVersions(options.config())) {
      VersionSource versions = new DatabaseVersions(stored.versions());
      return rollback(options, versions, digest, yes, dryRun);
    }
  }

  private int rollback(
      ConfigOptions options, VersionSource versions, String digest, boolean yes, boolean dryRun)
      throws Exception {
    Path home = options.config().home();
    Version wanted = versions.find(digest);
    Version inForce = versions.find(versions.inForce(wanted.kind()));
    Rollback rollback = new Rollback(home, wanted, HomeChange.of(home, wanted, inForce));
    PrintWriter out = Output.of(spec);
    rollback.change().written().keySet().forEach(path -> out.println("write  " + path));
    rollback.change().removed().forEach(path -> out.println("remove " + path));
    List<String> problems = rollback.problems(options::config);
    if (!problems.isEmpty()) {
      Output.errors(spec).println("nothing is written; a hub would not take it:");
      problems.forEach(Output.errors(spec)::println);
      return ExitCode.SOFTWARE;
    }
    return yes && !dryRun ? done(rollback) : left(dryRun);
  }

  private int done(Rollback rollback) throws Exception {
    if (!rollback.change().isEmpty()) {
      rollback.run();
    }
    Output.of(spec)
        .println(
            "the home has the files of version "
                + PolicyTexts.shortened(rollback.wanted().digest()));
    return ExitCode.OK;
  }

  private int left(boolean dryRun) {
    if (dryRun) {
      return ExitCode.OK;
    }
    Output.errors(spec).println("nothing is written; to do it, say --yes");
    return ExitCode.USAGE;
  }
}
