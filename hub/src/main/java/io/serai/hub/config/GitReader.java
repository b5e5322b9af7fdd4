package io.serai.hub.config;

import io.serai.hub.secret.SecretReference;
import io.serai.hub.secret.Secrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Reads which repository the files of the home are taken from. */
final class GitReader {

  private static final String SERVED = "https?://[^/@\\s]+/[^@\\s]+";
  private static final String WITH_PASSWORD = "(?!file:)\\w+://.*@.*";
  private static final String URL = "[A-Za-z][A-Za-z0-9+.-]+:.*|[^/]+@[^/]+:.*";
  private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_.-]*";
  private static final String NAMES = NAME + "(/" + NAME + ")*";
  private static final int DAY_SECONDS = 86_400;

  private final ConfigValues values;

  GitReader(ConfigValues values) {
    this.values = values;
  }

  HubConfig.Git read(Path home, Secrets secrets) {
    SecretReference password = secrets.reference(values.text(Key.GIT_PASSWORD));
    HubConfig.Git git =
        new HubConfig.Git(
            repository(home),
            names(Key.GIT_BRANCH),
            values.text(Key.GIT_PATH).isEmpty() ? "" : names(Key.GIT_PATH),
            Duration.ofSeconds(values.number(Key.GIT_SECONDS, 1, DAY_SECONDS)),
            values.text(Key.GIT_USER),
            password);
    if (git.user().isEmpty() != password.isEmpty()) {
      values.problem(
          List.of(Key.GIT_USER, Key.GIT_PASSWORD),
          "serai.git.user and serai.git.password belong together; set both, or none");
    }
    return git;
  }

  private String repository(Path home) {
    String value = values.text(Key.GIT_REPOSITORY);
    if (value.matches(WITH_PASSWORD)) {
      // Not quoted: there may be a password in it.
      values.problem(
          Key.GIT_REPOSITORY,
          "serai.git.repository names a user; set serai.git.user and serai.git.password instead");
      return "";
    }
    if (value.isEmpty() || value.matches(SERVED) || value.startsWith("file:/")) {
      return value;
    }
    if (value.matches(URL)) {
      values.problem(
          Key.GIT_REPOSITORY,
          "serai.git.repository '"
              + value
              + "' is not allowed; allowed: a path, or a file:, http: or https: URL");
    }
    return home.resolve(value).toString();
  }

  private String names(Key key) {
    String value = values.text(key);
    if (!value.matches(NAMES)) {
      values.problem(
          key, key.word() + " '" + value + "' is not allowed; allowed: names, with '/' between");
    }
    return value;
  }
}
