package io.serai.fleet;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.serai.job.Placement;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One place a job can be sent to.
 *
 * @param placement where it is
 * @param endpoint the kamelet that sends there
 * @param address where it is reached; absent for the hub itself
 * @param score how it compares
 * @param place hears what becomes of the job
 * @param resumed an earlier sending, whose outcome is still to be had; absent for a new one
 */
public record Choice(
    Placement placement,
    String endpoint,
    @Nullable URI address,
    Score score,
    @JsonIgnore Place place,
    @Nullable Dispatch resumed) {}
