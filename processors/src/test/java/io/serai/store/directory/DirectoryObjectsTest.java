package io.serai.store.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.store.ObjectStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit makes the folder before each test.
class DirectoryObjectsTest {

  private static final byte[] ONE = {1, 2, 3};
  private static final byte[] OTHER = {4};

  private Path folder;
  private DirectoryObjects objects;

  @BeforeEach
  void open(@TempDir Path temporary) {
    folder = temporary.resolve("objects");
    objects = new DirectoryObjects(folder);
  }

  @Test
  void keepsReplacesListsAndForgets() {
    assertThat(objects.list("")).isEmpty();
    assertThat(objects.get("a/b")).isEmpty();

    objects.put("a/b", ONE);
    objects.put("a/c", ONE);
    objects.put("ab", ONE);
    objects.put("a/b", OTHER);

    assertThat(objects.get("a/b")).hasValue(OTHER);
    assertThat(objects.list("a/")).containsExactly("a/b", "a/c");
    assertThat(objects.list("a")).containsExactly("a/b", "a/c", "ab");
    objects.delete("a/b");
    objects.delete("a/b");
    assertThat(objects.list("a/")).containsExactly("a/c");
    assertThat(objects.get("a/b")).isEmpty();
  }

  @Test
  void showsNothingThatIsNotWhole() throws IOException {
    objects.put("a/b", ONE);
    Files.write(folder.resolve("a/.unfinished-1"), OTHER);

    assertThat(objects.list("")).containsExactly("a/b");
  }

  @Test
  void refusesAKeyThatLeadsOut() {
    assertThatThrownBy(() -> objects.put("../b", ONE)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysWhatItCannotKeep() throws IOException {
    Files.write(folder, ONE);

    assertThatThrownBy(() -> objects.put("a/b", ONE))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessageStartingWith("object 'a/b' cannot be kept; ");
  }
}
