package io.serai.hub.contract;

import io.serai.fleet.RunId;
import io.serai.sandbox.Run;

/**
 * Asks a node to run something, once.
 *
 * @param runId under which it is asked for, cancelled and never run twice
 * @param provider the sandbox provider that is to run it
 * @param run what to run
 */
public record ExecuteRequest(RunId runId, String provider, Run run) {}
