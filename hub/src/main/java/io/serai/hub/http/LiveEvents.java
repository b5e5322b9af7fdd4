package io.serai.hub.http;

import io.serai.hub.events.JobEvents;
import io.serai.hub.sandbox.Sessions;

/**
 * Whose events can be heard live.
 *
 * @param jobs each job's
 * @param sessions each session's
 */
public record LiveEvents(JobEvents jobs, Sessions sessions) {}
