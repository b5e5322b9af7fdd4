package io.serai.hub.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.fleet.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final RunId RUN = new RunId(UUID.randomUUID());

  @TempDir private Path directory = Path.of("");

  @Test
  void remembersWhatItWasToldBeforeARestart() {
    try (Journal first = open(START, "boot-1")) {
      first.starting(RUN);
      assertThat(first.since()).isEqualTo(START);
    }
    try (Journal second = open(START.plusSeconds(60), "boot-1")) {
      assertThat(second.knows(RUN)).isTrue();
      assertThat(second.knows(new RunId(UUID.randomUUID()))).isFalse();
      assertThat(second.since()).isEqualTo(START);
    }
  }

  @Test
  void admitsThatAPowerFailureMayHaveTakenLines() {
    try (Journal first = open(START, "boot-1")) {
      first.starting(RUN);
    }
    Instant later = START.plusSeconds(60);
    try (Journal second = open(later, "boot-2")) {
      assertThat(second.knows(RUN)).isTrue();
      assertThat(second.since()).isEqualTo(later);
    }
  }

  @Test
  void forgetsWhatIsOlderThanADay() {
    try (Journal first = open(START, "boot-1")) {
      first.starting(RUN);
    }
    Instant later = START.plus(Duration.ofHours(25));
    try (Journal second = open(later, "boot-1")) {
      assertThat(second.knows(RUN)).isFalse();
      assertThat(second.since()).isEqualTo(later.minus(Duration.ofDays(1)));
    }
  }

  @Test
  void passesOverALineThatWasNotWrittenToItsEnd() throws Exception {
    try (Journal first = open(START, "boot-1")) {
      first.starting(RUN);
    }
    Files.writeString(directory.resolve("journal"), "17672256000", StandardOpenOption.APPEND);
    try (Journal second = open(START, "boot-1")) {
      assertThat(second.knows(RUN)).isTrue();
    }
  }

  @Test
  void isOneProcesssOnly() {
    try (Journal first = open(START, "boot-1")) {
      assertThat(first.since()).isEqualTo(START);
      assertThatThrownBy(() -> open(START, "boot-1"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is another node's; stop that one, or set serai.state");
    }
  }

  private Journal open(Instant now, String boot) {
    return Journal.open(directory, Clock.fixed(now, ZoneOffset.UTC), boot);
  }
}
