package io.serai.hub.git;

import io.serai.hub.version.HomeChange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Reads what a commit has for a home: the YAML files under {@code policies}, {@code routes} and
 * {@code kamelets}. Nothing of it is ever a file of the repository's making: no link is followed,
 * no path leads out of these folders, and nothing is checked out.
 */
final class CommitFiles {

  private static final int MOST_BYTES = 1 << 20;

  private final ObjectReader objects;
  private final String path;
  private final SortedMap<String, String> texts = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * Reads from a repository.
   *
   * @param path of the folder that holds the three, from the root; empty means the root
   */
  CommitFiles(ObjectReader objects, String path) {
    this.objects = objects;
    this.path = path;
  }

  /** Reads them; afterwards there are texts, and what is wrong. */
  CommitFiles read(RevTree tree) throws IOException {
    for (String folder : HomeChange.FOLDERS) {
      readFolder(folder, tree);
    }
    if (texts.isEmpty() && problems.isEmpty()) {
      problems.add(
          "it has no file of policies, routes or kamelets"
              + (path.isEmpty() ? "; check serai.git.path" : " in '" + path + "'"));
    }
    return this;
  }

  /** The files, by their path from the home directory. */
  SortedMap<String, String> texts() {
    return texts;
  }

  /** What is wrong, one line each. */
  List<String> problems() {
    return problems;
  }

  private void readFolder(String folder, RevTree tree) throws IOException {
    String place = path.isEmpty() ? folder : path + "/" + folder;
    try (TreeWalk found = TreeWalk.forPath(objects, place, tree)) {
      if (found == null) {
        return;
      }
      if (found.getFileMode(0) != FileMode.TREE) {
        problems.add(folder + " is " + kind(found.getFileMode(0)) + "; commit a folder");
        return;
      }
      readAll(folder, found.getObjectId(0));
    }
  }

  private void readAll(String folder, ObjectId tree) throws IOException {
    try (TreeWalk files = new TreeWalk(objects)) {
      files.addTree(tree);
      files.setRecursive(true);
      while (files.next()) {
        read(folder + "/" + files.getPathString(), files.getFileMode(0), files.getObjectId(0));
      }
    }
  }

  /** What is hidden, or no YAML, no hub reads. */
  private void read(String file, FileMode mode, ObjectId content) throws IOException {
    if (file.contains("/.")) {
      return;
    }
    if (mode == FileMode.SYMLINK || mode == FileMode.GITLINK) {
      problems.add(file + " is " + kind(mode) + "; commit the file itself");
    } else if (file.endsWith(".yaml")) {
      readText(file, content);
    }
  }

  private void readText(String file, ObjectId content) throws IOException {
    if (!HomeChange.isPlace(file)) {
      problems.add("'" + file + "' is no name of a file; use letters, digits, '_', '-' and '.'");
      return;
    }
    ObjectLoader found = objects.open(content);
    if (found.getSize() > MOST_BYTES) {
      problems.add(file + " is too large; allowed: up to 1 MiB");
      return;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(found.getBytes());
      texts.put(file, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      problems.add(file + " is no text; write it in UTF-8");
    }
  }

  private static String kind(FileMode mode) {
    if (mode == FileMode.SYMLINK) {
      return "a symbolic link";
    }
    return mode == FileMode.GITLINK ? "a submodule" : "a file";
  }
}
