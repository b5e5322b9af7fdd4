package io.serai.hub.cli;

import io.serai.hub.config.ConfigException;
import io.serai.policy.PolicyException;
import io.serai.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Tells what made a command fail: in words where it can happen to anybody, with a stack trace where
 * it is our fault.
 */
public final class FailureLine implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    if (failure instanceof ConfigException || failure instanceof IllegalArgumentException) {
      command.getErr().println(failure.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    if (isExpected(failure)) {
      command.getErr().println(words(failure));
    } else {
      failure.printStackTrace(command.getErr());
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static boolean isExpected(Exception failure) {
    return failure instanceof PolicyException
        || failure instanceof StoreException
        || failure instanceof IllegalStateException
        || failure instanceof IOException
        || failure instanceof UncheckedIOException;
  }

  static String words(Exception failure) {
    if (failure instanceof NoSuchFileException) {
      return "file '" + failure.getMessage() + "' is not there";
    }
    return String.valueOf(failure.getMessage());
  }
}
