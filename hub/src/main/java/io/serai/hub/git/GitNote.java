package io.serai.hub.git;

import io.serai.job.Sha256;
import io.serai.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a home directory says of the commit that was put in it last. */
final class GitNote {

  private final Path note;

  /** The note of a home directory. */
  GitNote(Path home) {
    this.note = home.resolve(".serai/git.json");
  }

  /**
   * A commit that was put in a home.
   *
   * @param commit its id; empty where none was, or one was begun and not ended
   * @param author whose it is
   * @param folder of the repository
   * @param files SHA-256 of their texts by their path from the home directory, 64 hex digits
   */
  record Taken(String commit, String author, String folder, SortedMap<String, String> files) {

    static final Taken NOTHING = new Taken("", "", "", new TreeMap<>());

    Taken {
      files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    static Taken of(Commit commit, String folder) {
      SortedMap<String, String> digests = new TreeMap<>();
      commit.files().forEach((path, text) -> digests.put(path, digest(text)));
      return new Taken(commit.id(), commit.author(), folder, digests);
    }

    /** That another is begun: whatever is in the home then, is of this one or the other. */
    Taken until(Taken next) {
      SortedMap<String, String> either = new TreeMap<>(files);
      either.putAll(next.files);
      return new Taken("", "", next.folder, either);
    }

    /** Whether it is in the home whole. */
    boolean whole() {
      return !commit.isEmpty();
    }

    /** Whether a file of the home is as it was in the commit. */
    boolean has(Map.Entry<String, String> file) {
      return digest(file.getValue()).equals(files.get(file.getKey()));
    }

    private static String digest(String text) {
      return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Notes it. */
  void write(Taken taken) throws IOException {
    Files.createDirectories(note.getParent());
    Path beside = note.resolveSibling(note.getFileName() + ".new");
    Files.write(beside, Json.MAPPER.writeValueAsBytes(taken));
    Files.move(beside, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * What was noted last; nothing where nothing ever was.
   *
   * @throws IOException when there is a note that cannot be read
   */
  Taken read() throws IOException {
    return Files.exists(note)
        ? Json.MAPPER.readValue(Files.readAllBytes(note), Taken.class)
        : Taken.NOTHING;
  }
}
