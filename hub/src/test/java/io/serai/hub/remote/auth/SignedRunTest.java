package io.serai.hub.remote.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.fleet.Dispatch;
import io.serai.fleet.RunId;
import io.serai.hub.config.HubConfig;
import io.serai.hub.node.StartedNode;
import io.serai.hub.remote.Approach;
import io.serai.hub.remote.NodeClient;
import io.serai.hub.trial.EchoSandbox;
import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.job.Network;
import io.serai.sandbox.NeverRanException;
import io.serai.sandbox.Run;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run through a front that admits only what is signed, to the node behind it. */
@SuppressWarnings("NullAway.Init") // JUnit starts everything before each test.
class SignedRunTest {

  private static final SigV4Doorkeeper.Account ACCOUNT =
      new SigV4Doorkeeper.Account("AKIDEXAMPLE", "secret", null);

  private StartedNode node;
  private Door door;
  private NodeClient client;

  @BeforeEach
  void start(@TempDir Path state) throws Exception {
    node = StartedNode.start(new EchoSandbox("process"), state, null, 4, Duration.ofSeconds(1));
    door =
        Door.before(
            node.address(),
            new SigV4Doorkeeper(ACCOUNT, "eu-central-1", "lambda", Clock.systemUTC()));
    client = new NodeClient(new HubConfig.Tls("", "", ""));
    System.setProperty("aws.accessKeyId", ACCOUNT.id());
  }

  @AfterEach
  void stop() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    client.close();
    door.close();
    node.close();
  }

  @Test
  void runsWhatIsSigned() throws Exception {
    System.setProperty("aws.secretAccessKey", ACCOUNT.secret());

    assertThat(run().stdout()).isEqualTo("process host: print(1)");
    assertThat(door.heard()).hasSize(1);
  }

  @Test
  void knowsThatNothingRanWhichTheFrontRefused() {
    System.setProperty("aws.secretAccessKey", "not the secret");

    assertThatThrownBy(this::run).isInstanceOf(NeverRanException.class);
    assertThat(door.heard()).isEmpty();
  }

  private RunResult run() throws InterruptedException {
    Map<String, Object> parameters =
        new HashMap<>(Map.of("region", "eu-central-1", "service", "lambda"));
    Approach approach =
        new Approach(
            new CloudSigners(Clock.systemUTC()).of("aws", parameters),
            false,
            false,
            Duration.ofSeconds(20),
            null);
    URI address = door.address("");
    Dispatch dispatch =
        new Dispatch(new RunId(UUID.randomUUID()), "lambda", address, "t", Instant.now());
    return client.run(dispatch, "process", RUN, RunObserver.NONE, approach, told -> {});
  }

  private static final Run RUN =
      new Run(
          new JobId(UUID.randomUUID()),
          "default",
          "host",
          Language.PYTHON,
          "print(1)",
          null,
          List.of(),
          new Limits(1_000, 1_000, 64, 1, 1, 1, 16, 1_000),
          Network.NONE,
          null);
}
