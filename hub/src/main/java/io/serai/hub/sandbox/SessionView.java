package io.serai.hub.sandbox;

import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.job.Network;
import io.serai.job.Placement;
import io.serai.job.SessionId;

/**
 * A session as its users see it.
 *
 * @param sessionId its identity
 * @param tenant on whose account it runs
 * @param language of its cells
 * @param state {@code idle} or {@code busy}
 * @param idleMs how long nobody has used it, milliseconds
 * @param closedAfterMs idle for this long it is closed, milliseconds
 * @param network what its cells may reach
 * @param limits what its cells may use
 * @param placement where it is
 */
public record SessionView(
    SessionId sessionId,
    String tenant,
    Language language,
    String state,
    long idleMs,
    long closedAfterMs,
    Network network,
    Limits limits,
    Placement placement) {}
