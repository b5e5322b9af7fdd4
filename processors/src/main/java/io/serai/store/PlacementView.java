package io.serai.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.job.JobId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a job ran where it did.
 *
 * @param jobId the job
 * @param explanation what was compared, left out and tried, as it was stored; absent before the job
 *     has ended
 * @param sendings every sending to a node, on whichever hub
 * @param waitsFor what it waits for; absent when it waits for nothing
 */
public record PlacementView(
    JobId jobId,
    @Nullable JsonNode explanation,
    List<SentView> sendings,
    @Nullable String waitsFor) {

  public PlacementView {
    sendings = List.copyOf(sendings);
  }
}
