package io.serai.hub.contract;

/**
 * A piece of what a program wrote; it may end within a character.
 *
 * @param base64 its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Read-only by convention, and gone at once.
public record Output(byte[] base64) {}
