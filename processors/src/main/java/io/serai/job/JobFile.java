package io.serai.job;

/**
 * A file laid into a job's working folder before it starts.
 *
 * @param path relative path, forward slashes, no {@code ..}
 * @param content the bytes (base64 on the wire)
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Read-only by convention: copying megabytes buys nothing.
public record JobFile(String path, byte[] content) {}
