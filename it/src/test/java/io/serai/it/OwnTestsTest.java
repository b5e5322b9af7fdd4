package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.it.CommandLine.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that operators write beside their policies, routes and kamelets. */
@SuppressWarnings("NullAway.Init") // JUnit makes the directory before each test.
class OwnTestsTest {

  private static final String ALLOWED =
      """
      route: moderation
      tests:
        - name: ones are printed
          in: { job: { code: print(1) } }
          out: { verdict: { decision: allow } }
      """;

  @TempDir private Path directory;
  private Path home;

  @BeforeEach
  void copyHome() throws Exception {
    home = directory.resolve("home");
    Homes.copy(home);
  }

  @Test
  void runsAllThatIsShippedAndSaysWhatItSkips() throws Exception {
    Ended all = test();

    assertThat(all.out()).contains("ok      ").doesNotContain("failed  ");
    assertThat(all.out())
        .containsPattern("skipped \\S+sandbox-kubernetes-sink.test.yaml:5: .*; needs a cluster");
    assertThat(all.out())
        .containsPattern("\n[1-9]\\d+ passed, 0 failed, 2 skipped in \\d+\\.\\d s\n$");
    assertThat(all.code()).isZero();
  }

  @Test
  void tellsWhatAnEditedPolicyDoesThatATestDoesNotExpect() throws Exception {
    Path file = write("policies/ones.test.yaml", ALLOWED);
    Ended before = test(file.toString());
    assertThat(before.out())
        .startsWith("ok      " + file + ":3: ones are printed\n1 passed, 0 failed, 0 skipped in ");
    assertThat(before.code()).isZero();

    edit(
        "policies/moderation.yaml",
        "\nrules:\n",
        "\nrules:\n  - {name: ones, decision: flag, reason: a one, contains: [\"1\"]}\n");
    Ended after = test(file.toString());

    assertThat(after.out())
        .startsWith(
            """
            failed  %1$s:3: ones are printed
                    %1$s:5: out.verdict.decision: expected "allow", got "flag"
            0 passed, 1 failed, 0 skipped in \
            """
                .formatted(file));
    assertThat(after.code()).isEqualTo(1);
  }

  @Test
  void asksNoModeratorOutside() throws Exception {
    edit(
        "policies/moderation.yaml",
        "\nrules:\n",
        """

        external:
          endpoint: kamelet:moderation-openai-action
          parameters: { url: "http://127.0.0.1:1", key: "env:NO_KEY" }
          decision: block
          reason: somebody objects
          onFailure: block
        rules:
        """);
    Path file =
        write(
            "policies/outside.test.yaml",
            """
            route: moderation
            tests:
              - name: a moderator objects to nothing
                in: { job: { stdin: Good evening } }
                out: { verdict: { decision: allow } }
              - name: unless the test says so
                in:
                  job: { stdin: Good evening }
                  moderator: { status: 200, answer: { results: [{ flagged: true, category_scores: {} }] } }
                refused: { code: blocked-by-rule, rule: external-moderator }
            """);

    Ended ended = test(file.toString());

    assertThat(ended.out()).contains("2 passed, 0 failed");
  }

  @Test
  void saysWhichFileIsNoFileOfTestsAndWhy() throws Exception {
    Path unknown = write("routes/own.test.yaml", ALLOWED.replace("tests:", "test:"));
    Path broken = write("routes/broken.test.yaml", ALLOWED.replace("job: {", "job: ["));
    refused(unknown + ":1:1: field 'test' is unknown; allowed: route, needs, tests", unknown);
    refused(broken + ":4:", broken);
    refused("no file ends with .test.yaml in " + home.resolve("api"), home.resolve("api"));
    refused("file '" + home.resolve("none") + "' is not there", home.resolve("none"));
    Path stage = write("routes/stage.test.yaml", ALLOWED.replace(": moderation", ": moderaton"));
    refused(stage + ":1:8: stage 'moderaton' is unknown; allowed: moderation, ", stage);
    Path neither = write("routes/neither.test.yaml", ALLOWED.replace("out:", "# out:"));
    refused(neither + ":3:5: a test expects either 'out' or 'refused'\n", neither);
  }

  @Test
  void saysWhatOfTheHomeIsWrongWhenItsStagesDoNotStart() throws Exception {
    Path file = write("policies/ones.test.yaml", ALLOWED);
    String route = "routes/20-moderation/moderation.camel.yaml";
    edit(route, "direct:moderation", "dirct:moderation");
    edit("policies/moderation.yaml", "decision: block", "decision: blok");

    Ended ended = test(file.toString());

    assertThat(ended.errors())
        .contains(route + ":7:12: endpoint of kind 'dirct' is not allowed")
        .contains("policies/moderation.yaml:6:15: value \"blok\" is not allowed");
    assertThat(ended.out()).isEmpty();
    assertThat(ended.code()).isEqualTo(2);
  }

  private void refused(String why, Path file) throws Exception {
    Ended ended = test(file.toString());
    assertThat(ended.errors()).contains(why);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.code()).isEqualTo(2);
  }

  private Path write(String file, String text) throws IOException {
    return Files.writeString(home.resolve(file), text);
  }

  private void edit(String file, String before, String after) throws IOException {
    Path path = home.resolve(file);
    Files.writeString(path, Files.readString(path).replace(before, after));
  }

  private Ended test(String... files) throws Exception {
    String[] arguments = new String[files.length + 3];
    arguments[0] = "test";
    arguments[1] = "--home";
    arguments[2] = home.toString();
    System.arraycopy(files, 0, arguments, 3, files.length);
    return CommandLine.run(directory, arguments);
  }
}
