package io.serai.job;

/**
 * A picture a job drew.
 *
 * @param name its file name, such as {@code figure-1.png}
 * @param mediaType such as {@code image/png}
 * @param data the bytes (base64 on the wire)
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Read-only by convention: copying megabytes buys nothing.
public record Image(String name, String mediaType, byte[] data) {}
