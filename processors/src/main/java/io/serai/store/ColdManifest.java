package io.serai.store;

import java.time.Instant;
import java.util.List;

/**
 * What cold storage has of a partition. It is written last: a partition without one is not there.
 *
 * @param table the partitioned table
 * @param starts the first moment of it
 * @param ends the first moment after it
 * @param schema the version of the database's schema when it was exported
 * @param columns what each row has, in order
 * @param rows how many there are
 * @param parts where they are, in order
 */
public record ColdManifest(
    String table,
    Instant starts,
    Instant ends,
    String schema,
    List<String> columns,
    long rows,
    List<Part> parts) {

  public ColdManifest {
    columns = List.copyOf(columns);
    parts = List.copyOf(parts);
  }

  /** The same partition with other parts. */
  ColdManifest with(List<Part> others) {
    long all = others.stream().mapToLong(Part::rows).sum();
    return new ColdManifest(table, starts, ends, schema, columns, all, others);
  }

  /** Whether it has the same rows, wherever they are kept. */
  boolean holdsWhat(ColdManifest other) {
    return placeless().equals(other.placeless());
  }

  private ColdManifest placeless() {
    return with(parts.stream().map(part -> new Part("", part.rows(), part.sha256())).toList());
  }

  /**
   * One object.
   *
   * @param key where it is
   * @param rows how many rows it has
   * @param sha256 the digest of its lines, unpacked, in hexadecimal digits
   */
  public record Part(String key, long rows, String sha256) {}
}
