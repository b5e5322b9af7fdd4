package io.serai.hub.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.hub.doctor.Diagnosis.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that are made up of files, as {@code /proc} and {@code /sys} are. */
@SuppressWarnings("NullAway.Init") // JUnit makes the directory before each test.
class MachineExamTest {

  @TempDir private Path directory;

  @Test
  void tellsTheVersionOfControlGroups() throws Exception {
    Path groups = Files.createDirectories(directory.resolve("sys/fs/cgroup"));
    assertThat(found("cgroups").mark()).isEqualTo(Mark.WEAK);
    assertThat(found("cgroups").remedy()).contains("Delegate=yes");

    Files.createDirectory(groups.resolve("memory"));
    assertThat(found("cgroups").detail()).startsWith("version 1, writable");

    Files.createFile(groups.resolve("cgroup.controllers"));
    assertThat(found("cgroups").detail()).startsWith("version 2, writable");
    assertThat(found("cgroups").mark()).isEqualTo(Mark.OK);
  }

  @Test
  void saysThatTheStateCannotBeWritten() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    Diagnosis state =
        new MachineExam(file.resolve("state"), directory)
            .examine().stream()
                .filter(each -> each.part().equals("state"))
                .findFirst()
                .orElseThrow();

    assertThat(state.mark()).isEqualTo(Mark.WRONG);
    assertThat(state.remedy()).contains("serai.state");
  }

  @Test
  void tellsHowMuchRoomThereIs() {
    assertThat(found("disk").detail()).containsPattern("^\\d+ MB are free where ");
  }

  private Diagnosis found(String part) {
    return new MachineExam(directory.resolve("state"), directory)
        .examine().stream().filter(each -> each.part().equals(part)).findFirst().orElseThrow();
  }
}
