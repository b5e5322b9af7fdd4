package io.serai.moderation;

/**
 * A text of a job that is looked through.
 *
 * @param field where it is: {@code code}, {@code stdin} or {@code files/0}
 * @param text as it was sent
 */
record Passage(String field, String text) {}
