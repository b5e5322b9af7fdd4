package io.serai.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a sandbox's runner reads from its standard input: a line of byte lengths, the pieces (the
 * program, then a path and a content for each file), then the job's own standard input.
 */
public final class JobInput {

  private JobInput() {}

  /** Writes a run's input and leaves the stream open. */
  public static void write(Run run, OutputStream out) throws IOException {
    List<byte[]> pieces = new ArrayList<>();
    pieces.add(run.code().getBytes(StandardCharsets.UTF_8));
    run.files()
        .forEach(
            file -> {
              pieces.add(file.path().getBytes(StandardCharsets.UTF_8));
              pieces.add(file.content());
            });
    String lengths =
        pieces.stream().map(piece -> String.valueOf(piece.length)).collect(Collectors.joining(" "));
    out.write((lengths + "\n").getBytes(StandardCharsets.US_ASCII));
    for (byte[] piece : pieces) {
      out.write(piece);
    }
    String stdin = run.stdin();
    if (stdin != null) {
      out.write(stdin.getBytes(StandardCharsets.UTF_8));
    }
    out.flush();
  }
}
