package io.serai.hub.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.fleet.Dispatch;
import io.serai.hub.config.HubConfig;
import io.serai.hub.node.NodeOptions.Listen;
import io.serai.hub.remote.NodeClient;
import io.serai.hub.remote.RequestSigner;
import io.serai.sandbox.NeverRanException;
import io.serai.sandbox.RunObserver;
import io.serai.sandbox.RunResult;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hubs and nodes believe each other only with the right certificates. */
@SuppressWarnings("NullAway.Init") // JUnit starts the node before the first test.
class IdentityTest {

  private static Certificates certificates;
  private static Certificates foreign;
  private static StartedNode node;
  private static final ScriptedSandbox SANDBOX = new ScriptedSandbox();

  @BeforeAll
  static void start(@TempDir Path own, @TempDir Path others, @TempDir Path state) throws Exception {
    certificates = Certificates.make(own);
    foreign = Certificates.make(others);
    node =
        StartedNode.start(
            SANDBOX, state, certificates.node("n1", StartedNode.HOST), 4, Duration.ofSeconds(1));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void aHubIsServed() throws Exception {
    assertThat(run(certificates.hub("hub"), node.address()).stdout()).isEqualTo("begun x");
  }

  @Test
  void whoHasNoCertificateIsRefused() {
    HubConfig.Tls hub = certificates.hub("hub");
    assertRefused(new HubConfig.Tls("", "", ""), node.address(), "unreachable");
    assertThat(hub.enabled()).isTrue();
  }

  @Test
  void aNodeIsNoHub() {
    assertRefused(certificates.node("n2", StartedNode.HOST), node.address(), "unreachable");
  }

  @Test
  void whoseCertificateNamesAnotherUnitIsNoHub() {
    assertRefused(certificates.client("stranger", "guest"), node.address(), "not-a-hub");
    assertRefused(certificates.client("almost", "hub+CN=hub"), node.address(), "not-a-hub");
  }

  @Test
  void aHubOfAnotherAuthorityIsRefused() {
    HubConfig.Tls other = foreign.hub("hub");
    HubConfig.Tls own = certificates.hub("hub");
    HubConfig.Tls mixed = new HubConfig.Tls(own.ca(), other.certificate(), other.key());

    assertRefused(mixed, node.address(), "unreachable");
  }

  @Test
  void aNodeOfAnotherAuthorityIsNotBelieved() {
    HubConfig.Tls other = foreign.hub("hub");
    HubConfig.Tls own = certificates.hub("hub");
    HubConfig.Tls mixed = new HubConfig.Tls(other.ca(), own.certificate(), own.key());

    assertRefused(mixed, node.address(), "unreachable");
  }

  @Test
  void aNodeReachedUnderAnotherNameIsNotBelieved(@TempDir Path state) throws Exception {
    try (StartedNode elsewhere =
        StartedNode.start(
            SANDBOX, state, certificates.node("n3", "node.example"), 4, Duration.ofSeconds(1))) {
      assertRefused(certificates.hub("hub"), elsewhere.address(), "unreachable");
    }
  }

  @Test
  void aNodeThatAsksNobodyWhoHeIsListensOnLoopbackOnly() {
    assertThatThrownBy(
            () ->
                new NodeOptions(
                    "n1",
                    "aws",
                    "r",
                    new Listen("0.0.0.0", 1),
                    null,
                    1,
                    true,
                    Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("address '0.0.0.0' is reached from outside");
  }

  @Test
  void aNodeWithoutACertificateDoesNotStart(@TempDir Path state) {
    assertThatThrownBy(
            () ->
                StartedNode.start(
                    SANDBOX, state, new HubConfig.Tls("", "", ""), 1, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("node 'n1' has no certificate; set serai.tls.ca");
  }

  private static void assertRefused(HubConfig.Tls tls, URI address, String code) {
    int before = SANDBOX.started();
    assertThatThrownBy(() -> run(tls, address))
        .isInstanceOfSatisfying(NeverRanException.class, e -> assertThat(e.code()).isEqualTo(code));
    assertThat(SANDBOX.started()).isEqualTo(before);
  }

  private static RunResult run(HubConfig.Tls tls, URI address) throws InterruptedException {
    Dispatch dispatch = StartedNode.dispatch(address);
    try (NodeClient client = new NodeClient(tls)) {
      return client.run(
          dispatch, "process", StartedNode.program("x"), RunObserver.NONE, RequestSigner.NONE);
    }
  }
}
