package io.serai.store;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.serai.job.JobId;
import io.serai.json.Json;
import io.serai.store.ErasureStore.Erasure;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes a tenant's jobs, their results and traces out of cold storage. Nobody else may change or
 * restore what is there meanwhile. Rows of the ledger and of the audit log stay.
 */
public final class ColdErasure {

  /**
   * The tables it looks through. Walks do not say whose they are: they go while the jobs are there
   * that do.
   */
  public static final List<String> TABLES = List.of("walks", "results", "jobs");

  private static final ObjectReader ROWS = Json.MAPPER.readerFor(Row.class);

  private final ColdStorage cold;
  private final ErasureStore erasures;

  /** Takes rows out of this storage, and has them counted. */
  public ColdErasure(ColdStorage cold, ErasureStore erasures) {
    this.cold = cold;
    this.erasures = erasures;
  }

  /** What of a row tells whose it is. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Row(
      @JsonAlias("job_id") JobId id,
      @Nullable String tenant,
      @JsonAlias("accepted_at") Instant at) {

    boolean isOf(Erasure erasure) {
      return erasure.tenant().equals(tenant) && at.isBefore(erasure.before());
    }
  }

  /**
   * Takes out what an erasure is about, partition by partition; done twice, it finds nothing.
   *
   * @throws ObjectStoreException when the store is away, or what it keeps is damaged
   */
  public void erase(Erasure erasure) {
    cold.list().stream()
        .filter(manifest -> TABLES.contains(manifest.table()))
        .filter(manifest -> manifest.starts().isBefore(erasure.before()))
        .sorted(Comparator.comparing(manifest -> TABLES.indexOf(manifest.table())))
        .collect(Collectors.groupingBy(ColdManifest::starts, TreeMap::new, Collectors.toList()))
        .values()
        .forEach(manifests -> erase(erasure, manifests));
  }

  /** The tables of one time. */
  private void erase(Erasure erasure, List<ColdManifest> manifests) {
    Set<JobId> ids = new HashSet<>();
    for (ColdManifest manifest : manifests) {
      ids.addAll(erasures.jobs(erasure, manifest.starts(), manifest.ends()));
      cold.lines(manifest)
          .map(ColdErasure::row)
          .filter(row -> row.isOf(erasure))
          .forEach(row -> ids.add(row.id()));
    }
    for (ColdManifest manifest : manifests) {
      long rows = cold.takeOut(manifest, line -> ids.contains(row(line).id()));
      erasures.count(erasure, "cold_" + manifest.table(), rows);
    }
  }

  private static Row row(String line) {
    try {
      return ROWS.readValue(line);
    } catch (JsonProcessingException e) {
      throw new ObjectStoreException("a row is damaged; " + e.getOriginalMessage(), e);
    }
  }
}
