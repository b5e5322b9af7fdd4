package io.serai.hub.git;

import io.serai.hub.config.HubConfig;
import io.serai.hub.secret.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A bare repository to be pulled from, which can hold whatever Git can. */
final class Origin implements AutoCloseable {

  static final String AUTHOR = "Ada Example <ada@example.org>";

  private final Path directory;
  private final Repository repository;
  private final Map<String, DirCacheEntry> entries = new TreeMap<>();

  Origin(Path directory) throws IOException {
    OwnSettings.use();
    this.directory = directory;
    this.repository = new FileRepositoryBuilder().setGitDir(directory.toFile()).setBare().build();
    repository.create(true);
  }

  /** The repository itself. */
  Repository repository() {
    return repository;
  }

  /** How a hub is set up to pull from a folder of it. */
  HubConfig.Git settings(String folder) {
    return new HubConfig.Git(
        directory.toString(),
        "main",
        folder,
        Duration.ofSeconds(1),
        "",
        Secrets.local(name -> null).reference(""));
  }

  /** From the next commit on it has a file. */
  Origin with(String path, String text) throws IOException {
    return with(path, text.getBytes(StandardCharsets.UTF_8));
  }

  Origin with(String path, byte[] content) throws IOException {
    return with(path, FileMode.REGULAR_FILE, blob(content));
  }

  Origin withLink(String path, String target) throws IOException {
    return with(path, FileMode.SYMLINK, blob(target.getBytes(StandardCharsets.UTF_8)));
  }

  Origin withSubmodule(String path) {
    return with(path, FileMode.GITLINK, ObjectId.fromString("1".repeat(40)));
  }

  private Origin with(String path, FileMode mode, ObjectId content) {
    DirCacheEntry entry = new DirCacheEntry(path);
    entry.setFileMode(mode);
    entry.setObjectId(content);
    entries.put(path, entry);
    return this;
  }

  /** From the next commit on it has a file no more. */
  Origin without(String path) {
    entries.remove(path);
    return this;
  }

  /** Commits what it has. */
  String commit() throws IOException {
    DirCache index = DirCache.newInCore();
    DirCacheBuilder builder = index.builder();
    entries.values().forEach(builder::add);
    builder.finish();
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId tree = index.writeTree(inserter);
      inserter.flush();
      return commit(tree);
    }
  }

  /** Commits a file where no Git would write one, as someone might who makes objects by hand. */
  String commitOutside(String folder, String text) throws IOException {
    ObjectId inside =
        tree("evil.yaml", FileMode.REGULAR_FILE, blob(text.getBytes(StandardCharsets.UTF_8)));
    ObjectId outside = tree("..", FileMode.TREE, inside);
    return commit(tree(folder, FileMode.TREE, outside));
  }

  /** Forgets the branch's history: the next commit has no parent. */
  Origin forget() throws IOException {
    RefUpdate update = repository.updateRef("refs/heads/main");
    update.setForceUpdate(true);
    update.delete();
    return this;
  }

  private ObjectId blob(byte[] content) throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId id = inserter.insert(Constants.OBJ_BLOB, content);
      inserter.flush();
      return id;
    }
  }

  private ObjectId tree(String name, FileMode mode, ObjectId content) throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      TreeFormatter tree = new TreeFormatter();
      tree.append(name, mode, content);
      ObjectId id = inserter.insert(tree);
      inserter.flush();
      return id;
    }
  }

  private String commit(ObjectId tree) throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      PersonIdent author = new PersonIdent("Ada Example", "ada@example.org");
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(tree);
      commit.setAuthor(author);
      commit.setCommitter(new PersonIdent("Committer", "ci@example.org"));
      commit.setMessage("Edit");
      Ref before = repository.exactRef("refs/heads/main");
      if (before != null) {
        commit.setParentId(before.getObjectId());
      }
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      RefUpdate update = repository.updateRef("refs/heads/main");
      update.setNewObjectId(id);
      update.forceUpdate();
      return id.name();
    }
  }

  @Override
  public void close() {
    repository.close();
  }
}
