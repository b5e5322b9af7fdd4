package io.serai.hub.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.hub.config.ConfigReader;
import io.serai.hub.reload.EditOutcomes;
import io.serai.hub.version.EditAuthor.Edit;
import io.serai.store.Version;
import io.serai.store.Version.Kind;
import io.serai.store.VersionStore.How;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a home whose files are those of commits. */
@SuppressWarnings("NullAway.Init") // JUnit makes the repository before each test.
class GitEditsTest {

  private static final String ROUTER = "policies/router.yaml";
  private static final String EXTRA = "routes/extra/extra.camel.yaml";

  @TempDir private Path directory;
  private Path home;
  private Origin origin;
  private AutoCloseable opened = () -> {};
  private final ReentrantLock files = new ReentrantLock();
  private final List<String> outcomes = new CopyOnWriteArrayList<>();
  private final List<Path> trials = new CopyOnWriteArrayList<>();

  @BeforeEach
  void makeHome() throws IOException {
    home = directory.resolve("home");
    write(ROUTER, "own");
    write("policies/pricing.yaml", "own");
    origin = new Origin(directory.resolve("origin"));
  }

  @AfterEach
  void close() throws Exception {
    opened.close();
    origin.close();
  }

  @Test
  void makesTheHomeWhatTheCommitSays() throws Exception {
    origin.with(ROUTER, "1").with(EXTRA, "1").commit();
    begun();
    assertThat(read(ROUTER)).isEqualTo("1");
    assertThat(read(EXTRA)).isEqualTo("1");
    assertThat(read("policies/pricing.yaml")).isEqualTo("own");

    origin.without(EXTRA).with("policies/pricing.yaml", "2").commit();
    write("policies/tenants.yaml", "by hand");
    write(ROUTER, "by hand");
    begun();
    assertThat(read(ROUTER)).isEqualTo("1");
    assertThat(read("policies/pricing.yaml")).isEqualTo("2");
    assertThat(read("policies/tenants.yaml")).isEqualTo("by hand");
    assertThat(home.resolve(EXTRA)).doesNotExist();
  }

  @Test
  void leavesWhatIsEditedByHandUntilTheNextCommit() throws Exception {
    origin.with(ROUTER, "1").commit();
    begun();
    write(ROUTER, "by hand");

    begun();
    assertThat(read(ROUTER)).isEqualTo("by hand");

    origin.with("README.md", "of no home").commit();
    begun();
    assertThat(read(ROUTER)).isEqualTo("1");
  }

  @Test
  void leavesTheHomeAsItIsWhereNoHubWouldTakeTheCommit() throws Exception {
    origin.with(ROUTER, "1").commit();
    begun();

    origin.with(ROUTER, "broken").with(EXTRA, "2").commit();
    GitEdits edits = begun();
    assertThat(outcomes).containsExactly("refused");
    assertThat(edits.isFailing()).isFalse();
    assertThat(read(ROUTER)).isEqualTo("1");
    assertThat(home.resolve(EXTRA)).doesNotExist();
    assertThat(trials).hasSize(2).allSatisfy(each -> assertThat(each).doesNotExist());
  }

  @Test
  void takesCommitsWhileItIsOpenAndCountsOneThatMendsByChangingNothing() throws Exception {
    origin.with(ROUTER, "1").commit();
    GitEdits edits = begun();
    opened = edits.open();
    origin.with(ROUTER, "broken").commit();
    Awaitility.await().until(() -> outcomes.contains("refused"));

    origin.with(ROUTER, "1").commit();
    Awaitility.await().until(() -> outcomes.contains("in force"));

    origin.with(ROUTER, "2").commit();
    Awaitility.await().until(() -> read(ROUTER).equals("2"));
    assertThat(outcomes).containsExactly("refused", "in force");
  }

  @Test
  void writesNothingWhileTheFilesAreLookedAt() throws Exception {
    origin.with(ROUTER, "1").commit();
    GitEdits edits = begun();
    opened = edits.open();
    files.lock();
    try {
      origin.with(ROUTER, "2").commit();
      Awaitility.await().until(files::hasQueuedThreads);
      assertThat(read(ROUTER)).isEqualTo("1");
    } finally {
      files.unlock();
    }
    Awaitility.await().until(() -> read(ROUTER).equals("2"));
  }

  @Test
  void goesOnWhereTheRepositoryIsAway() throws Exception {
    origin.with(ROUTER, "1").commit();
    begun();
    Files.move(directory.resolve("origin"), directory.resolve("moved"));

    GitEdits edits = begun();
    assertThat(edits.isFailing()).isTrue();
    assertThat(read(ROUTER)).isEqualTo("1");

    Files.move(directory.resolve("moved"), directory.resolve("origin"));
    opened = edits.open();
    origin.with(ROUTER, "2").commit();
    Awaitility.await().until(() -> read(ROUTER).equals("2"));
    Awaitility.await().until(() -> !edits.isFailing());
  }

  @Test
  void saysWhoseAVersionIs() throws Exception {
    String first = origin.with(ROUTER, "1").with(EXTRA, "1").commit();
    GitEdits edits = begun();
    Version before = policies("1");
    assertThat(edits.author().of(before, null))
        .isEqualTo(new Edit(Origin.AUTHOR, How.START, first));
    assertThat(begun().author().of(before, null).commit()).isEqualTo(first);

    opened = edits.open();
    String second = origin.with(ROUTER, "2").commit();
    Awaitility.await().until(() -> read(ROUTER).equals("2"));
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(edits.author().of(policies("2"), before))
                    .isEqualTo(new Edit(Origin.AUTHOR, How.GIT, second)));
    write(ROUTER, "by hand");
    Edit byHand = edits.author().of(policies("by hand"), policies("2"));
    assertThat(byHand.how()).isEqualTo(How.EDIT);
    assertThat(byHand.author()).isEqualTo(Files.getOwner(home).getName());
    assertThat(byHand.commit()).isNull();
    assertThat(edits.author().of(policies("2"), policies("by hand")).how()).isEqualTo(How.EDIT);
  }

  @Test
  void takesAnotherFolderOfTheSameCommit() throws Exception {
    origin.with(ROUTER, "1").with(EXTRA, "1").with("prod/" + ROUTER, "2").commit();
    begun();

    begun("prod");

    assertThat(read(ROUTER)).isEqualTo("2");
    assertThat(home.resolve(EXTRA)).doesNotExist();
  }

  @Test
  void complainsOfAHomeThatCannotBeWritten() throws Exception {
    // Root may write wherever a file system can be written; nobody can in this one.
    home = Path.of("/proc/sys/kernel/ostype");
    origin.with(ROUTER, "1").commit();

    assertThatThrownBy(this::begun)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the hub cannot write to '/proc/sys/kernel/ostype/");
  }

  private GitEdits begun() {
    return begun("");
  }

  private GitEdits begun(String folder) {
    GitEdits edits =
        new GitEdits(
            new ConfigReader()
                .settings(
                    Map.of(
                        "serai.state",
                        directory.resolve("state").toString(),
                        "serai.git.repository",
                        directory.resolve("origin").toString(),
                        "serai.git.path",
                        folder,
                        "serai.git.seconds",
                        "1"))
                .read(home),
            this::problems,
            new EditOutcomes() {
              @Override
              public void inForce() {
                outcomes.add("in force");
              }

              @Override
              public void refused() {
                outcomes.add("refused");
              }
            },
            files);
    edits.begin();
    return edits;
  }

  private List<String> problems(Path trial) throws IOException {
    trials.add(trial);
    return read(trial, ROUTER).equals("broken") ? List.of(ROUTER + ":1:1: no") : List.of();
  }

  private static Version policies(String router) {
    return Version.of(Kind.POLICIES, Map.of("router", router, "pricing", "own"));
  }

  private String read(String file) throws IOException {
    return read(home, file);
  }

  private static String read(Path home, String file) throws IOException {
    return Files.readString(home.resolve(file));
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(home.resolve(file).getParent());
    Files.writeString(home.resolve(file), text);
  }
}
