package io.serai.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.serai.job.Sha256;
import io.serai.json.Json;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Partitions in the object store, as newline-delimited JSON: {@code
 * cold/TABLE/STARTS/part-N-DIGEST.ndjson.gz} and {@code manifest.json} beside them. Thread-safe.
 */
public final class ColdStorage {

  private static final String FOLDER = "cold/";
  private static final String MANIFEST = "manifest.json";
  private static final long PART_BYTES = 32L << 20;

  /**
   * Parts of other lines have other keys, so that none is overwritten while a manifest names it.
   */
  private static final int NAMING_DIGITS = 16;

  private final ObjectStore objects;
  private final PartitionRows rows;
  private final PartitionStore partitions;
  private final long partBytes;

  /** Partitions of a database, in an object store. */
  public ColdStorage(ObjectStore objects, PartitionRows rows, PartitionStore partitions) {
    this(objects, rows, partitions, PART_BYTES);
  }

  /**
   * The same with parts of another size.
   *
   * @param partBytes a part ends with the row that reaches so many, not compressed; what is in
   *     memory at once
   */
  public ColdStorage(
      ObjectStore objects, PartitionRows rows, PartitionStore partitions, long partBytes) {
    this.objects = objects;
    this.rows = rows;
    this.partitions = partitions;
    this.partBytes = partBytes;
  }

  /** Where it is kept. */
  public ObjectStore objects() {
    return objects;
  }

  /**
   * Exports a partition, and reads back what the store has of it then. From then on nothing is
   * taken out of it but by dropping it, or by an erasure, which takes it out here too. What was
   * exported before is never replaced.
   *
   * @return what there is of it, so that it may be dropped
   * @throws ObjectStoreException when the store does not take it, or has something else
   */
  public ColdManifest export(Partition partition) {
    Optional<ColdManifest> before = find(partition.table(), partition.starts());
    if (before.isPresent() && keptUntil(partition).isPresent()) {
      check(before.get());
      return before.get();
    }
    ColdManifest manifest = packed(partition, before.isEmpty());
    if (before.isPresent() && !before.get().holdsWhat(manifest)) {
      throw new ObjectStoreException(
          "partition '%s' is not what cold storage has of it; move '%s' away to export it anew"
              .formatted(partition.name(), folder(partition.table(), partition.starts())));
    }
    ColdManifest kept = before.orElse(manifest);
    check(kept);
    if (before.isEmpty()) {
      keep(kept);
    }
    rows.note(partition, partition.ends());
    return kept;
  }

  private void keep(ColdManifest manifest) {
    String key = folder(manifest.table(), manifest.starts()) + MANIFEST;
    try {
      objects.put(key, Json.MAPPER.writeValueAsBytes(manifest));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("manifest cannot be written", e);
    }
    if (!manifest(key).equals(Optional.of(manifest))) {
      throw new ObjectStoreException("object '" + key + "' is not what was put there");
    }
  }

  private ColdManifest packed(Partition partition, boolean keep) {
    String folder = folder(partition.table(), partition.starts());
    ColdManifest empty =
        new ColdManifest(
            partition.table(),
            partition.starts(),
            partition.ends(),
            rows.schema(),
            rows.columns(partition),
            0,
            List.of());
    return empty.with(packed(folder, keep, lines -> rows.read(partition, lines)));
  }

  /** Parts with the lines that the reading hands over; put under their keys only to keep them. */
  private List<ColdManifest.Part> packed(
      String folder, boolean keep, Consumer<Consumer<String>> reading) {
    List<ColdManifest.Part> parts = new ArrayList<>();
    LinePacker packer =
        new LinePacker(
            partBytes,
            (part, content) -> {
              String digest = part.sha256();
              String number = parts.size() + 1 + "-" + digest.substring(0, NAMING_DIGITS);
              String key = folder + "part-" + number + ".ndjson.gz";
              if (keep) {
                objects.put(key, content);
              }
              parts.add(new ColdManifest.Part(key, part.rows(), digest));
            });
    reading.accept(packer::add);
    packer.end();
    return parts;
  }

  /** All that is in cold storage, by table and time. */
  public List<ColdManifest> list() {
    return objects.list(FOLDER).stream()
        .filter(key -> key.endsWith("/" + MANIFEST))
        .flatMap(key -> manifest(key).stream())
        .toList();
  }

  /** What is in cold storage of one partition. */
  public Optional<ColdManifest> find(String table, Instant starts) {
    return manifest(folder(table, starts) + MANIFEST);
  }

  /** Until when a partition stays that is in cold storage as it is; absent for any other. */
  public Optional<Instant> keptUntil(Partition partition) {
    return rows.notedUntil(partition);
  }

  /**
   * Makes a partition again, with the very rows it had. Its copy stays in cold storage.
   *
   * @param until it is not dropped before
   * @return false where it is there, and has rows
   * @throws ObjectStoreException when a part is gone or damaged; nothing is restored then
   */
  public boolean restore(ColdManifest manifest, Instant until) {
    check(manifest);
    Optional<Partition> there = there(manifest);
    if (there.isPresent() && rows.hasRows(there.get())) {
      return false;
    }
    if (there.isEmpty() && !partitions.add(manifest.table(), manifest.starts(), manifest.ends())) {
      throw new StoreException("partitions are being changed by another hub; try again");
    }
    Partition partition = there(manifest).orElseThrow();
    rows.fill(partition, manifest.columns(), lines(manifest).iterator(), until);
    return true;
  }

  private Optional<Partition> there(ColdManifest manifest) {
    return partitions.list().stream()
        .filter(each -> each.table().equals(manifest.table()))
        .filter(each -> each.starts().equals(manifest.starts()))
        .findFirst();
  }

  /**
   * Takes rows out of what was exported. New parts stand beside those of before until the manifest,
   * which is put in one piece, names them: what is there can be restored at any moment, and what a
   * try has left that was broken off is removed by the next one.
   *
   * @param taken which lines go
   * @return how many there were
   * @throws ObjectStoreException when a part is gone or damaged, or the store does not take others
   */
  public long takeOut(ColdManifest manifest, Predicate<String> taken) {
    ColdManifest rest = manifest;
    if (lines(manifest).anyMatch(taken)) {
      rest = without(manifest, taken);
      check(rest);
      keep(rest);
    }
    removeAllBut(rest);
    return manifest.rows() - rest.rows();
  }

  private ColdManifest without(ColdManifest manifest, Predicate<String> taken) {
    return manifest.with(
        packed(
            folder(manifest.table(), manifest.starts()),
            true,
            lines -> lines(manifest).filter(taken.negate()).forEachOrdered(lines)));
  }

  private void removeAllBut(ColdManifest manifest) {
    String folder = folder(manifest.table(), manifest.starts());
    Set<String> needed =
        manifest.parts().stream().map(ColdManifest.Part::key).collect(Collectors.toSet());
    needed.add(folder + MANIFEST);
    objects.list(folder).stream().filter(key -> !needed.contains(key)).forEach(objects::delete);
  }

  /** Every part is what it was. */
  private void check(ColdManifest manifest) {
    manifest.parts().forEach(this::content);
  }

  /**
   * The rows of an export, in their order.
   *
   * @throws ObjectStoreException from the stream, when a part is gone or damaged
   */
  Stream<String> lines(ColdManifest manifest) {
    return manifest.parts().stream().flatMap(part -> lines(content(part)));
  }

  private static Stream<String> lines(byte[] packed) {
    return new BufferedReader(new InputStreamReader(unpacked(packed), StandardCharsets.UTF_8))
        .lines();
  }

  private static InputStream unpacked(byte[] packed) {
    try {
      return new GZIPInputStream(new ByteArrayInputStream(packed));
    } catch (IOException e) {
      throw new UncheckedIOException("object is not compressed; " + e.getMessage(), e);
    }
  }

  /** A part as it is kept, if it is what was put there. */
  private byte[] content(ColdManifest.Part part) {
    byte[] packed =
        objects
            .get(part.key())
            .orElseThrow(() -> new ObjectStoreException("object '" + part.key() + "' is gone"));
    MessageDigest digest = Sha256.begin();
    try (InputStream lines = new DigestInputStream(unpacked(packed), digest)) {
      lines.transferTo(OutputStream.nullOutputStream());
    } catch (IOException | UncheckedIOException e) {
      throw new ObjectStoreException(
          "object '" + part.key() + "' is damaged; " + e.getMessage(), e);
    }
    if (!Sha256.hex(digest).equals(part.sha256())) {
      throw new ObjectStoreException(
          "object '" + part.key() + "' is damaged; its digest is another");
    }
    return packed;
  }

  private static String folder(String table, Instant starts) {
    return FOLDER + table + "/" + LocalDate.ofInstant(starts, ZoneOffset.UTC) + "/";
  }

  private Optional<ColdManifest> manifest(String key) {
    return objects.get(key).map(content -> manifest(key, content));
  }

  private static ColdManifest manifest(String key, byte[] content) {
    try {
      return Json.MAPPER.readValue(content, ColdManifest.class);
    } catch (IOException e) {
      throw new ObjectStoreException("object '" + key + "' is damaged; " + e.getMessage(), e);
    }
  }
}
