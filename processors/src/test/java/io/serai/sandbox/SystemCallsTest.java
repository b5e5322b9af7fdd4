package io.serai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the system call filter against what is written about it. */
class SystemCallsTest {

  private static final Path HOME = Path.of(System.getProperty("serai.home"));
  private static final String REFUSED = "## What is refused";
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (?!group|calls)([^|]+) \\| ([^|]+) \\|$");
  private static final Pattern CALL = Pattern.compile("`([a-z0-9_]+)`");

  private static JsonNode profile() throws IOException {
    return Json.MAPPER.readTree(HOME.resolve("sandbox-images/runners/seccomp.json").toFile());
  }

  private static List<MatchResult> rows(boolean refused) throws IOException {
    String page = Files.readString(HOME.resolve("docs/system-calls.md"));
    int middle = page.indexOf(REFUSED);
    assertThat(middle).isPositive();
    String part = refused ? page.substring(middle) : page.substring(0, middle);
    return ROW.matcher(part).results().toList();
  }

  @Test
  void everyGroupIsExplainedInTheSameWords() throws IOException {
    List<String> comments = new ArrayList<>();
    profile().path("syscalls").forEach(group -> comments.add(group.path("comment").asText()));

    assertThat(rows(false).stream().map(row -> row.group(1) + ": " + row.group(2) + "."))
        .containsExactlyElementsOf(comments);
  }

  @Test
  void whatIsSaidToBeRefusedIsNotAllowed() throws IOException {
    assertThat(profile().path("defaultAction").asText()).isEqualTo("SCMP_ACT_ERRNO");
    List<String> refused =
        rows(true).stream()
            .flatMap(row -> CALL.matcher(row.group(1)).results())
            .map(call -> call.group(1))
            .toList();

    assertThat(refused).hasSizeGreaterThan(40).doesNotHaveDuplicates();
    assertThat(allowed()).doesNotContainAnyElementsOf(refused);
  }

  @Test
  void noCallIsInTwoGroupsWithoutConditions() throws IOException {
    List<String> names = new ArrayList<>();
    for (JsonNode group : profile().path("syscalls")) {
      if (!group.has("args")) {
        group.path("names").forEach(name -> names.add(name.asText()));
      }
    }
    assertThat(names).doesNotHaveDuplicates();
  }

  private static Set<String> allowed() throws IOException {
    Set<String> allowed = new HashSet<>();
    for (JsonNode group : profile().path("syscalls")) {
      if (group.path("action").asText().equals("SCMP_ACT_ALLOW")) {
        group.path("names").forEach(name -> allowed.add(name.asText()));
      }
    }
    return allowed;
  }
}
