package io.serai.hub.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hub gets of a repository, whatever is in it. */
@SuppressWarnings("NullAway.Init") // JUnit makes the repository before each test.
class GitCloneTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path directory;
  private Origin origin;

  @BeforeEach
  void makeRepository() throws IOException {
    origin = new Origin(directory.resolve("origin"));
  }

  @AfterEach
  void close() {
    origin.close();
  }

  @Test
  void readsTheFilesOfAHomeAndNothingElse() throws Exception {
    String id =
        origin
            .with("policies/router.yaml", "targets: [ä]\n")
            .with("routes/10-intake/intake.camel.yaml", "a")
            .with("kamelets/x-sink.kamelet.yaml", "b")
            .with("policies/schema/router.schema.json", "{}")
            .with("policies/.draft.yaml", "hidden")
            .with("routes/..data/y.camel.yaml", "hidden")
            .with("api/openapi.yaml", "not of these folders")
            .with("serai.properties", "serai.http.auth=none")
            .commit();

    Commit commit = fetch("").orElseThrow();

    assertThat(commit.id()).isEqualTo(id);
    assertThat(commit.author()).isEqualTo(Origin.AUTHOR);
    assertThat(commit.files())
        .containsOnlyKeys(
            "kamelets/x-sink.kamelet.yaml",
            "policies/router.yaml",
            "routes/10-intake/intake.camel.yaml")
        .containsEntry("policies/router.yaml", "targets: [ä]\n");
  }

  @Test
  void readsAFolderOfARepository() throws Exception {
    origin.with("policies/router.yaml", "of the root");
    origin.with("deploy/prod/policies/router.yaml", "of the folder").commit();

    Commit commit = clone("deploy/prod").fetch("", PATIENCE).orElseThrow();

    assertThat(commit.files()).containsOnlyKeys("policies/router.yaml");
    assertThat(commit.files()).containsValue("of the folder");
    assertThatThrownBy(() -> clone("deploy/dev").fetch("", PATIENCE))
        .isInstanceOf(RefusedCommit.class)
        .hasMessageContaining("has no file of policies, routes or kamelets in 'deploy/dev'");
  }

  @Test
  void followsTheBranchWhateverBecomesOfIt() throws Exception {
    String first = origin.with("policies/router.yaml", "1").commit();
    assertThat(fetch(first)).isEmpty();
    assertThat(text(fetch(""))).isEqualTo("1");

    origin.with("policies/router.yaml", "2").commit();
    assertThat(text(fetch(first))).isEqualTo("2");

    String other = origin.forget().with("policies/router.yaml", "3").commit();
    assertThat(text(fetch(first))).isEqualTo("3");
    assertThat(fetch(other)).isEmpty();
  }

  @Test
  void keepsTheLastCommitOnly() throws Exception {
    for (int i = 0; i < 120; i++) {
      origin.with("policies/router.yaml", "edit " + i).commit();
      assertThat(text(fetch(""))).isEqualTo("edit " + i);
    }
    try (Stream<Path> packs = Files.list(directory.resolve("clone/objects/pack"))) {
      assertThat(packs.filter(each -> each.toString().endsWith(".pack")).count()).isLessThan(60);
    }
  }

  @Test
  void refusesWhatNoHomeMayHave() throws Exception {
    origin
        .withLink("policies/router.yaml", "/etc/passwd")
        .withLink("routes/shared", "../../elsewhere")
        .withSubmodule("routes/vendored")
        .withSubmodule("kamelets")
        .with("policies/a b.yaml", "x")
        .with("policies/large.yaml", new byte[(1 << 20) + 1])
        .with("policies/latin.yaml", "ä".getBytes(StandardCharsets.ISO_8859_1))
        .commit();

    assertThatThrownBy(() -> fetch(""))
        .isInstanceOf(RefusedCommit.class)
        .hasMessageContaining(" by " + Origin.AUTHOR + ":\n")
        .hasMessageContaining("policies/router.yaml is a symbolic link")
        .hasMessageContaining("routes/shared is a symbolic link")
        .hasMessageContaining("routes/vendored is a submodule")
        .hasMessageContaining("kamelets is a submodule; commit a folder")
        .hasMessageContaining("'policies/a b.yaml' is no name of a file")
        .hasMessageContaining("policies/large.yaml is too large")
        .hasMessageContaining("policies/latin.yaml is no text");
  }

  @Test
  void takesNothingThatLeadsOutOfTheHome() throws Exception {
    origin.commitOutside("policies", "x");

    assertThatThrownBy(() -> fetch(""))
        .isInstanceOf(RefusedCommit.class)
        .hasMessageContaining("it has no file of policies, routes or kamelets");
  }

  @Test
  void saysWhyItGetsNothing() throws Exception {
    assertThatThrownBy(() -> fetch(""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("main");

    origin.with("policies/router.yaml", "1").commit();
    assertThat(text(fetch(""))).isEqualTo("1");
    Files.move(directory.resolve("origin"), directory.resolve("moved"));
    assertThatThrownBy(() -> fetch(""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("origin");

    Files.move(directory.resolve("moved"), directory.resolve("origin"));
    assertThat(text(fetch(""))).isEqualTo("1");
  }

  @Test
  void goesOnAfterAHubThatDiedWhileItFetched() throws Exception {
    origin.with("policies/router.yaml", "1").commit();
    assertThat(text(fetch(""))).isEqualTo("1");
    for (String lock : new String[] {"refs/serai/tip.lock", "FETCH_HEAD.lock", "shallow.lock"}) {
      Files.createFile(directory.resolve("clone").resolve(lock));
    }
    origin.with("policies/router.yaml", "2").commit();

    assertThat(text(fetch(""))).isEqualTo("2");
  }

  @Test
  void beginsAnewWhereItsCopyIsBroken() throws Exception {
    origin.with("policies/router.yaml", "1").commit();
    assertThat(text(fetch(""))).isEqualTo("1");
    try (Stream<Path> packs = Files.list(directory.resolve("clone/objects/pack"))) {
      for (Path each : (Iterable<Path>) packs::iterator) {
        Files.write(each, new byte[] {0});
      }
    }

    assertThatThrownBy(() -> fetch("")).isInstanceOf(IOException.class);
    assertThat(text(fetch(""))).isEqualTo("1");
  }

  @Test
  void givesUpWhenItTakesTooLong() throws Exception {
    origin.with("policies/router.yaml", "1").commit();

    assertThatThrownBy(() -> clone("").fetch("", Duration.ZERO)).isInstanceOf(IOException.class);
  }

  private Optional<Commit> fetch(String known) throws IOException, RefusedCommit {
    return clone("").fetch(known, PATIENCE);
  }

  private GitClone clone(String folder) {
    return new GitClone(directory.resolve("clone"), origin.settings(folder));
  }

  private static String text(Optional<Commit> commit) {
    return commit.orElseThrow().files().getOrDefault("policies/router.yaml", "");
  }
}
