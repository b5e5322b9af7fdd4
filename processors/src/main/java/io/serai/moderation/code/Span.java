package io.serai.moderation.code;

/**
 * A part of a program.
 *
 * @param start where it begins, in UTF-16 units
 * @param end where it ends, exclusive
 */
public record Span(int start, int end) {}
