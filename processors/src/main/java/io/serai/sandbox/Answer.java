package io.serai.sandbox;

import io.serai.job.Placement;

/**
 * What one place made of a job.
 *
 * @param placement the place
 * @param run how the run ended there
 */
public record Answer(Placement placement, RunResult run) {}
