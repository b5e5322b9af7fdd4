package io.serai.hub.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.hub.config.HubConfig;
import io.serai.hub.secret.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository that is reached by HTTP, and only by who has its password. */
@SuppressWarnings("NullAway.Init") // JUnit makes the repository before each test.
class HttpPullTest {

  private static final Secrets SECRETS =
      Secrets.local(name -> name.equals("RIGHT") ? HttpOrigin.PASSWORD : "guessed");

  @TempDir private Path directory;
  private Origin origin;
  private HttpOrigin server;

  @BeforeEach
  void serve() throws IOException {
    origin = new Origin(directory.resolve("origin"));
    server = new HttpOrigin(origin.repository());
  }

  @AfterEach
  void close() {
    server.close();
    origin.close();
  }

  @Test
  void pullsWithThePasswordThatIsReferredTo() throws Exception {
    for (String text : new String[] {"1", "2"}) {
      String id = origin.with("policies/router.yaml", text).commit();

      Commit commit = pull(HttpOrigin.USER, "env:RIGHT");

      assertThat(commit.id()).isEqualTo(id);
      assertThat(commit.files()).containsEntry("policies/router.yaml", text);
    }
  }

  @Test
  void saysThatItMayNotAndNoPassword() throws Exception {
    origin.with("policies/router.yaml", "1").commit();

    assertThatThrownBy(() -> pull(HttpOrigin.USER, "env:WRONG"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not authorized")
        .hasMessageNotContaining("guessed");
    assertThatThrownBy(() -> pull("", ""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Authentication is required");
  }

  private Commit pull(String user, String password) throws IOException, RefusedCommit {
    HubConfig.Git settings =
        new HubConfig.Git(
            server.url(), "main", "", Duration.ofSeconds(1), user, SECRETS.reference(password));
    return new GitClone(directory.resolve("clone"), settings)
        .fetch("", Duration.ofSeconds(30))
        .orElseThrow();
  }
}
