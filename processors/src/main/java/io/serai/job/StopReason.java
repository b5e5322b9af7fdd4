package io.serai.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The limit that ended a run. */
public enum StopReason {
  /** It ran longer than {@link Limits#timeoutMs()}. */
  WALL_TIME,
  /** Its {@link Job#deadline()} came while it ran. */
  DEADLINE,
  /** It computed longer than {@link Limits#cpuMs()}. */
  CPU_TIME,
  /** It held more than {@link Limits#memoryMb()}. */
  MEMORY,
  /** It could start no more processes or threads: {@link Limits#pids()}. */
  PIDS,
  /** It could open no more files: {@link Limits#openFiles()}. */
  OPEN_FILES,
  /** It wrote a file larger than {@link Limits#fileMb()}. */
  FILE_SIZE,
  /** Its files filled {@link Limits#diskMb()}. */
  DISK,
  /** It printed more than {@link Limits#outputBytes()}. */
  OUTPUT;

  /** The word for this reason on the wire and in the stores. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
