package io.serai.hub.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.hub.version.RollbackNote.Rollback;
import io.serai.store.StoreException;
import io.serai.store.Version;
import io.serai.store.Version.Kind;
import io.serai.store.VersionStore;
import io.serai.store.VersionStore.Coming;
import io.serai.store.VersionStore.How;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is noted of versions that come into force, and by whom they are. */
@SuppressWarnings("NullAway.Init") // JUnit makes the directory before each test.
class VersionKeeperTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  @TempDir private Path home;
  private RollbackNote note;
  private String owner;

  /** What the store was told. */
  private record Came(Version version, Coming coming) {}

  private final List<Came> came = new CopyOnWriteArrayList<>();
  private volatile boolean away;

  @BeforeEach
  void makeHome() throws IOException {
    note = new RollbackNote(home);
    Files.createDirectories(home.resolve("policies"));
    write("a");
    owner = Files.getOwner(home.resolve("policies/router.yaml")).getName();
  }

  @Test
  void keepsEveryVersionOnceTheDatabaseIsBack() throws Exception {
    away = true;
    VersionKeeper keeper = keeper();
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    try (AutoCloseable keeping = keeper.open(scheduler)) {
      assertThat(keeping).isNotNull();
      keeper.inForce(policies("a"));
      keeper.inForce(Version.of(Kind.ROUTES, Map.of()));
      keeper.inForce(policies("b"));
      away = false;

      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(came)
                      .extracting(Came::version)
                      .containsExactly(
                          policies("a"), Version.of(Kind.ROUTES, Map.of()), policies("b")));
      assertThat(came.get(2).coming()).isEqualTo(new Coming(NOW, "1@box", owner, How.EDIT, null));
      assertThat(came.get(0).coming().how()).isEqualTo(How.START);
    } finally {
      scheduler.shutdownNow();
    }
  }

  @Test
  void saysWhoOwnsTheFilesThatChangedOrTheFolderOfThoseThatWent() throws IOException {
    DirectoryAuthor author = new DirectoryAuthor(home);
    Files.setLastModifiedTime(home.resolve("policies"), FileTime.from(NOW));

    assertThat(author.of(policies("a"), null))
        .isEqualTo(new EditAuthor.Edit(owner, How.START, null));
    Version more = Version.of(Kind.POLICIES, Map.of("router", "a", "gone", "x"));
    assertThat(author.of(policies("a"), more))
        .isEqualTo(new EditAuthor.Edit(owner, How.EDIT, null));
  }

  @Test
  void saysOnceWhoPutAVersionBack() throws IOException {
    note.write(new Rollback(policies("old").digest(), "before the hub started", NOW));
    DirectoryAuthor author = new DirectoryAuthor(home);

    assertThat(author.of(policies("old"), policies("a")).how()).isEqualTo(How.EDIT);
    note.write(new Rollback(policies("old").digest(), "ann", NOW.plusSeconds(1)));
    assertThat(author.of(policies("b"), policies("a")).how()).isEqualTo(How.EDIT);
    assertThat(author.of(policies("old"), policies("b")))
        .isEqualTo(new EditAuthor.Edit("ann", How.ROLLBACK, null));
    assertThat(author.of(policies("old"), policies("c")).how()).isEqualTo(How.EDIT);
  }

  private VersionKeeper keeper() {
    return new VersionKeeper(
        store(), new DirectoryAuthor(home), "1@box", Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private VersionStore store() {
    return (VersionStore)
        Proxy.newProxyInstance(
            VersionStore.class.getClassLoader(),
            new Class<?>[] {VersionStore.class},
            (proxy, method, arguments) -> {
              if (away) {
                throw new StoreException("database is away", new IOException("away"));
              }
              came.add(new Came((Version) arguments[0], (Coming) arguments[1]));
              return null;
            });
  }

  private void write(String text) throws IOException {
    Files.writeString(home.resolve("policies/router.yaml"), text);
  }

  private static Version policies(String router) {
    return Version.of(Kind.POLICIES, Map.of("router", router));
  }
}
