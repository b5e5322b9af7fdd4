package io.serai.hub.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.store.Version;
import io.serai.store.Version.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home whose files become those of a version. */
@SuppressWarnings("NullAway.Init") // JUnit makes the directory before each test.
class HomeChangeTest {

  @TempDir private Path home;

  @BeforeEach
  void makeHome() throws IOException {
    Files.createDirectories(home.resolve("policies"));
    write("router", "new");
    write("pricing", "same");
    write("retention", "added since");
    write("notes", "of nobody's version");
  }

  @Test
  void writesWhatDiffersAndRemovesWhatCameSince() throws IOException {
    Version wanted = policies(Map.of("router", "old", "pricing", "same", "tenants", "gone since"));
    HomeChange change = HomeChange.of(home, wanted, policies(Map.of("retention", "added since")));

    assertThat(change.written()).containsOnlyKeys("policies/router.yaml", "policies/tenants.yaml");
    assertThat(change.removed()).containsExactly("policies/retention.yaml");
    change.apply(home);
    assertThat(read("router")).isEqualTo("old");
    assertThat(read("tenants")).isEqualTo("gone since");
    try (Stream<Path> files = Files.list(home.resolve("policies"))) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("router.yaml", "pricing.yaml", "tenants.yaml", "notes.yaml");
    }
    assertThat(HomeChange.of(home, wanted, wanted).isEmpty()).isTrue();
  }

  @Test
  void leavesToTheFileWhoMayReadIt() throws IOException {
    Path router = home.resolve("policies/router.yaml");
    Files.setPosixFilePermissions(router, PosixFilePermissions.fromString("rw-r-----"));
    Version wanted = policies(Map.of("router", "old"));

    HomeChange.of(home, wanted, wanted).apply(home);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(router)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void touchesNothingWhereOneTextCannotBeWritten() throws IOException {
    Files.createDirectories(home.resolve("policies/.tenants.yaml.new/in-the-way"));
    Version wanted = policies(Map.of("router", "old", "tenants", "x"));
    HomeChange change = HomeChange.of(home, wanted, wanted);

    assertThatThrownBy(() -> change.apply(home)).isInstanceOf(IOException.class);

    assertThat(read("router")).isEqualTo("new");
    assertThat(home.resolve("policies/.router.yaml.new")).doesNotExist();
  }

  @Test
  void writesNowhereElse() {
    Version wanted = Version.of(Kind.ROUTES, Map.of("routes/../../etc/passwd.yaml", "x"));

    assertThatThrownBy(() -> HomeChange.of(home, wanted, wanted))
        .hasMessageContaining("which is no place of a policy, route or kamelet");
  }

  private void write(String policy, String text) throws IOException {
    Files.writeString(home.resolve("policies/" + policy + ".yaml"), text);
  }

  private String read(String policy) throws IOException {
    return Files.readString(home.resolve("policies/" + policy + ".yaml"));
  }

  private static Version policies(Map<String, String> files) {
    return Version.of(Kind.POLICIES, files);
  }
}
