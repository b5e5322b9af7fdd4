package io.serai.job;

/**
 * A file that a job left in its output folder.
 *
 * @param path below the output folder, forward slashes; bytes that are not UTF-8 are replaced
 * @param content the bytes (base64 on the wire)
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Read-only by convention: copying megabytes buys nothing.
public record Artifact(String path, byte[] content) {}
