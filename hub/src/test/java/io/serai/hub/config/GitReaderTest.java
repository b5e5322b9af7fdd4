package io.serai.hub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which repositories a hub may be told to pull from. */
class GitReaderTest {

  private static final Path HOME = Path.of("/srv/serai");

  @ParameterizedTest
  @CsvSource({
    "/srv/policies.git, /srv/policies.git",
    "../policies, /srv/serai/../policies",
    "file:///srv/policies.git, file:///srv/policies.git",
    "https://git.example.org:8443/acme/policies.git, https://git.example.org:8443/acme/policies.git"
  })
  void takesPathsAndUrls(String repository, String read) {
    assertThat(read(Map.of("serai.git.repository", repository)).repository()).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource({
    "git@git.example.org:acme/policies.git",
    "ssh://git.example.org/acme/policies.git",
    "git://git.example.org/acme/policies.git",
    "ext::sh -c id",
    "https://git.example.org"
  })
  void refusesOtherProtocols(String repository) {
    assertThatThrownBy(() -> read(Map.of("serai.git.repository", repository)))
        .hasMessageContaining(
            "'" + repository + "' is not allowed; allowed: a path, or a file:, http: or https:");
  }

  @ParameterizedTest
  @CsvSource({"ci:hunter2@git.example.org/a.git", "ci:hunter2/x@git.example.org/a.git"})
  void quotesNoPasswordOfAUrl(String repository) {
    assertThatThrownBy(() -> read(Map.of("serai.git.repository", "https://" + repository)))
        .hasMessageContaining("set serai.git.user and serai.git.password instead")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @CsvSource({
    "serai.git.path, ../etc",
    "serai.git.path, /etc",
    "serai.git.path, prod/",
    "serai.git.branch, -upload-pack=x",
    "serai.git.branch, ''",
    "serai.git.seconds, 0",
    "serai.git.user, ci"
  })
  void refusesWhatCannotBeMeant(String key, String value) {
    assertThatThrownBy(() -> read(Map.of(key, value))).hasMessageContaining(key);
  }

  private static HubConfig.Git read(Map<String, String> settings) {
    return new ConfigReader().settings(settings).read(HOME).git();
  }
}
