package io.serai.hub.version;

import io.serai.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/** What a home directory says of the version that was put back in it last. */
public final class RollbackNote {

  private final Path note;

  /** The note of a home directory. */
  public RollbackNote(Path home) {
    this.note = home.resolve(".serai/rollback.json");
  }

  /**
   * That a version of before was put back.
   *
   * @param digest of that version
   * @param author who did it
   * @param at when
   */
  public record Rollback(String digest, String author, Instant at) {}

  /** Notes what is about to be put back, for hubs to tell of it. */
  public void write(Rollback rollback) throws IOException {
    Files.createDirectories(note.getParent());
    Path beside = note.resolveSibling(note.getFileName() + ".new");
    Files.write(beside, Json.MAPPER.writeValueAsBytes(rollback));
    Files.move(beside, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What was put back last; empty where nothing ever was, or nobody can tell. */
  public Optional<Rollback> read() {
    try {
      return Optional.of(Json.MAPPER.readValue(Files.readAllBytes(note), Rollback.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
