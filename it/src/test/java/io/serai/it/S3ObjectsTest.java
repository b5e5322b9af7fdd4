package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.hub.config.HubConfig;
import io.serai.hub.objects.S3Objects;
import io.serai.hub.secret.Secrets;
import io.serai.store.ObjectStoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects on an S3 server. */
class S3ObjectsTest {

  /** A server lists a thousand at a time. */
  private static final int MORE_THAN_A_PAGE = 1_001;

  private static final byte[] BYTES = "grüße".getBytes(StandardCharsets.UTF_8);

  @Test
  void keepsReplacesListsAndForgets(@TempDir Path folder) throws Exception {
    try (S3Server server = S3Server.start(folder);
        S3Objects objects = objects(server.port(), S3Server.SECRET_KEY)) {
      assertThat(objects.list("a/")).isEmpty();
      assertThat(objects.get("a/!2e/b")).isEmpty();

      objects.put("a/!2e/b", new byte[0]);
      objects.put("a/!2e/b", BYTES);
      objects.put("ab", BYTES);

      assertThat(objects.get("a/!2e/b")).hasValue(BYTES);
      assertThat(objects.list("a/")).containsExactly("a/!2e/b");
      assertThat(objects.list("a")).containsExactly("a/!2e/b", "ab");
      objects.delete("a/!2e/b");
      objects.delete("a/!2e/b");
      assertThat(objects.list("a")).containsExactly("ab");
    }
  }

  @Test
  void listsMoreThanAPage(@TempDir Path folder) throws Exception {
    try (S3Server server = S3Server.start(folder);
        S3Objects objects = objects(server.port(), S3Server.SECRET_KEY)) {
      IntStream.range(0, MORE_THAN_A_PAGE).parallel().forEach(i -> objects.put("many/" + i, BYTES));

      assertThat(objects.list("many/")).hasSize(MORE_THAN_A_PAGE).doesNotHaveDuplicates();
    }
  }

  @Test
  void saysWhyItCannot(@TempDir Path folder) throws Exception {
    int port;
    try (S3Server server = S3Server.start(folder);
        S3Objects objects = objects(server.port(), "a guess")) {
      port = server.port();
      assertThatThrownBy(() -> objects.put("a", BYTES))
          .isInstanceOf(ObjectStoreException.class)
          .hasMessageStartingWith("object 'a' cannot be kept; ")
          .hasMessageContaining("403")
          .hasMessageNotContaining("a guess");
    }
    try (S3Objects objects = objects(port, S3Server.SECRET_KEY)) {
      assertThatThrownBy(() -> objects.get("a"))
          .isInstanceOf(ObjectStoreException.class)
          .hasMessageStartingWith("object 'a' cannot be read; ");
    }
  }

  private static S3Objects objects(int port, String secretKey) {
    Secrets secrets = Secrets.local(name -> null);
    return new S3Objects(
        new HubConfig.Objects(
            S3Server.BUCKET,
            "http://127.0.0.1:" + port,
            "us-east-1",
            secrets.reference(S3Server.ACCESS_KEY),
            secrets.reference(secretKey),
            true,
            1024));
  }
}
