package io.serai.sandbox.channel;

import io.serai.job.JobFile;
import io.serai.job.Limits;
import io.serai.sandbox.Run;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a {@link Frame#JOB} carries: limits, then code, standard input and files. */
public final class JobFrame {

  private static final long MIB = 1L << 20;
  private static final int LIMITS_BYTES = 10 * Long.BYTES + 1;

  /** Where programs in a sandbox find their proxy. */
  private static final long PROXY_PORT = 3128;

  private static final byte[] NOTHING = {};

  private JobFrame() {}

  /**
   * The payload for a run.
   *
   * @param limitsMemory whether the sandbox must limit memory, because no control group does
   * @param limitsProcesses the same of processes
   */
  public static byte[] of(Run run, boolean limitsMemory, boolean limitsProcesses) {
    List<byte[]> pieces = new ArrayList<>();
    pieces.add(run.code().getBytes(StandardCharsets.UTF_8));
    String stdin = run.stdin();
    pieces.add(stdin == null ? NOTHING : stdin.getBytes(StandardCharsets.UTF_8));
    for (JobFile file : run.files()) {
      pieces.add(file.path().getBytes(StandardCharsets.UTF_8));
      pieces.add(file.content());
    }
    int size = pieces.stream().mapToInt(piece -> Integer.BYTES + piece.length).sum();
    ByteBuffer payload = ByteBuffer.allocate(LIMITS_BYTES + size);
    putLimits(payload, run.limits());
    payload.putLong(limitsMemory ? run.limits().memoryMb() * MIB : 0);
    payload.putLong(limitsProcesses ? run.limits().pids() : 0);
    payload.putLong(run.network().isNone() ? 0 : PROXY_PORT);
    payload.put((byte) (run.session() == null ? 0 : 1));
    pieces.forEach(piece -> payload.putInt(piece.length).put(piece));
    return payload.array();
  }

  private static void putLimits(ByteBuffer payload, Limits limits) {
    payload
        .putLong(limits.timeoutMs())
        .putLong(limits.cpuMs())
        .putLong(limits.openFiles())
        .putLong(limits.fileMb() * MIB)
        .putLong(limits.diskMb() * MIB)
        .putLong(limits.outputBytes())
        .putLong(Math.min(limits.diskMb() * MIB, Ending.ARTIFACT_BYTES));
  }
}
