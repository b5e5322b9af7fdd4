package io.serai.intake;

import io.serai.job.Limits;
import io.serai.policy.CallbackPolicy;
import java.util.Set;

/**
 * What intake checks and fills in, as the policies in force say.
 *
 * @param defaults the limits of a job that names none
 * @param maxBodyBytes the largest message
 * @param maxCodeBytes the largest program, UTF-8
 * @param maxFiles the most files
 * @param maxFileBytes the largest file, decoded
 * @param tenants the tenants there are
 * @param callbacks where results may be posted
 */
public record IntakeRules(
    Limits defaults,
    long maxBodyBytes,
    long maxCodeBytes,
    int maxFiles,
    long maxFileBytes,
    Set<String> tenants,
    CallbackPolicy callbacks) {}
