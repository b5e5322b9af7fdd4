package io.serai.job;

/**
 * The exception that ended a job's program, as the program's own runtime describes it.
 *
 * @param name its type, such as {@code ValueError}
 * @param message its message
 * @param traceback where it came from, as the runtime prints it
 */
public record Failure(String name, String message, String traceback) {}
