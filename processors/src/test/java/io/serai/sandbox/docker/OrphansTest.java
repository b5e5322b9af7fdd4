package io.serai.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.dockerjava.api.model.Container;
import io.serai.json.Json;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which containers the reaper may take. */
class OrphansTest {

  private static final long NOW = 1_000_000;
  private static final String LATER = String.valueOf(NOW + 1);
  private static final String EARLIER = String.valueOf(NOW - 1);

  private final Orphans orphans =
      new Orphans(Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

  @Test
  void takesWhatRunsForAHubThatHasEnded() throws Exception {
    assertThat(isOrphan("running", Map.of(Labels.OWNER, ended(), Labels.DEADLINE, LATER))).isTrue();
  }

  @Test
  void leavesWhatALivingHubHas() throws Exception {
    String owner = HubProcess.current().label();

    assertThat(isOrphan("running", Map.of(Labels.OWNER, owner, Labels.DEADLINE, EARLIER)))
        .isFalse();
    assertThat(isOrphan("created", Map.of(Labels.OWNER, owner, Labels.DEADLINE, LATER))).isFalse();
  }

  @Test
  void takesWhatWasToBeStartedLongAgo() throws Exception {
    String owner = HubProcess.current().label();

    assertThat(isOrphan("created", Map.of(Labels.OWNER, owner, Labels.DEADLINE, EARLIER))).isTrue();
  }

  @Test
  void tellsAHubFromAnotherProcessWithItsId() throws Exception {
    HubProcess hub = HubProcess.current();
    String before = new HubProcess(hub.namespace(), hub.pid(), hub.startedAt() - 1).label();

    assertThat(isOrphan("running", Map.of(Labels.OWNER, before, Labels.DEADLINE, LATER))).isTrue();
  }

  @Test
  void leavesWhatRunsForAHubThatItCannotSee() throws Exception {
    String elsewhere = new HubProcess("17", 999_999_999, 1).label();

    assertThat(isOrphan("running", Map.of(Labels.OWNER, elsewhere, Labels.DEADLINE, EARLIER)))
        .isFalse();
  }

  @Test
  void neverTakesAContainerThatIsNotOurs() throws Exception {
    assertThat(isOrphan("exited", Map.of())).isFalse();
    assertThat(isOrphan("exited", Map.of("io.serai.deadline.of.others", EARLIER))).isFalse();
    assertThat(isOrphan("exited", Map.of(Labels.OWNER, "me", Labels.DEADLINE, "soon"))).isFalse();
  }

  private boolean isOrphan(String state, Map<String, String> labels)
      throws JsonProcessingException {
    Map<String, Object> container = Map.of("Id", "c0ffee", "State", state, "Labels", labels);
    return orphans.isOrphan(Json.MAPPER.convertValue(container, Container.class));
  }

  private static String ended() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return new HubProcess(HubProcess.current().namespace(), process.pid(), 1).label();
  }
}
