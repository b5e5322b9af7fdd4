package io.serai.policy;

import io.serai.job.Limits;

/**
 * What a job gets when it asks for nothing, and how large it may be.
 *
 * @param defaults the limits of a job that names none
 * @param maxBodyBytes the largest message
 * @param maxCodeBytes the largest program
 * @param maxFiles the most files
 * @param maxFileBytes the largest file, decoded
 * @param warm how many sandboxes wait for jobs
 * @param sessions how many sessions there may be, and for how long
 */
public record SandboxPolicy(
    Limits defaults,
    long maxBodyBytes,
    long maxCodeBytes,
    int maxFiles,
    long maxFileBytes,
    WarmPolicy warm,
    SessionPolicy sessions) {}
