package io.serai.store;

import java.time.Duration;

/**
 * What waits in the stores, of all tenants and for all hubs.
 *
 * @param waiting jobs whose time has come and that no hub has
 * @param putOff jobs whose time has not come, those that wait for approval among them
 * @param leased jobs that a hub has
 * @param oldest how long the longest waiting of the first has waited since it was accepted
 * @param owed replies that have not been delivered
 * @param lag how long the oldest of those has been owed
 * @param unmoved results with parts that are still to be moved to the object store
 * @param unmovedFor how long the oldest of those has waited
 * @param approvals jobs that wait for somebody's approval
 * @param deadLetters messages and replies that nobody has settled
 */
public record Backlog(
    long waiting,
    long putOff,
    long leased,
    Duration oldest,
    long owed,
    Duration lag,
    long unmoved,
    Duration unmovedFor,
    long approvals,
    long deadLetters) {}
