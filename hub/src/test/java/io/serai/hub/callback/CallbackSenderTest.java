package io.serai.hub.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.serai.address.Resolver;
import io.serai.hub.remote.auth.LoopbackCertificate;
import io.serai.job.CallbackUrl;
import io.serai.policy.CallbackPolicy;
import io.serai.policy.DestinationRule;
import io.serai.replies.Undeliverable;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Posts to servers on loopback, under names that the test resolves. */
@SuppressWarnings("NullAway.Init") // Each test starts what it needs.
class CallbackSenderTest {

  private static final String NAME = "hooks.example.org";
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Receiver receiver = Receiver.start("127.0.0.1");
  private final AtomicInteger resolved = new AtomicInteger();
  private CallbackSender sender;

  @AfterEach
  void stop() {
    receiver.close();
    sender.close();
  }

  @Test
  void postsAResultWithItsHeaders() throws Exception {
    sender = sender(List.of(receiver.destination(NAME)), DEADLINE, "127.0.0.1");

    sender.post(request("http://" + receiver.destination(NAME) + "/done?a=b"));

    assertThat(receiver.requests()).isEqualTo(1);
    assertThat(receiver.last())
        .isEqualTo("POST " + NAME + ":" + receiver.port() + " /done?a=b m1 {}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "::ffff:127.0.0.1", "10.0.0.1", "169.254.169.254"})
  void triesNoConnectionToAnAddressThatIsNotPublic(String address) throws Exception {
    try (Listener listener = Listener.start("127.0.0.1", 0)) {
      sender = sender(List.of(), DEADLINE, address);

      assertThatThrownBy(
              () -> sender.post(request("https://" + NAME + ":" + listener.port() + "/")))
          .isInstanceOfSatisfying(
              Undeliverable.class,
              refused -> assertThat(refused.code()).isEqualTo("callback-forbidden"))
          .hasMessageContaining("allow it in policies/webhooks.yaml");
      assertThat(listener.connections()).isZero();
    }
  }

  @Test
  void triesNoConnectionWhenOneOfSeveralAddressesIsNotPublic() throws Exception {
    try (Listener listener = Listener.start("127.0.0.1", 0)) {
      sender = sender(List.of(), DEADLINE, "93.184.216.34", "127.0.0.1");

      assertThatThrownBy(
              () -> sender.post(request("https://" + NAME + ":" + listener.port() + "/")))
          .isInstanceOf(Undeliverable.class)
          .hasMessageContaining("is a loopback address");
      assertThat(listener.connections()).isZero();
    }
  }

  @Test
  void connectsToTheAddressThatWasCheckedWhateverTheNameMeansThen() throws Exception {
    try (Listener other = Listener.start("127.0.0.2", receiver.port())) {
      Resolver rebinding =
          host -> addresses(resolved.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2");
      sender = sender(List.of(receiver.destination(NAME)), DEADLINE, rebinding);

      sender.post(request("http://" + receiver.destination(NAME) + "/"));

      assertThat(resolved).hasValue(1);
      assertThat(receiver.requests()).isEqualTo(1);
      assertThat(other.connections()).isZero();
    }
  }

  @Test
  void followsNoRedirect() throws Exception {
    try (Listener inside = Listener.start("127.0.0.1", 0)) {
      receiver.answer(302, "http://127.0.0.1:" + inside.port() + "/");
      sender = sender(List.of(receiver.destination(NAME)), DEADLINE, "127.0.0.1");

      assertThatThrownBy(() -> sender.post(request("http://" + receiver.destination(NAME) + "/")))
          .isInstanceOf(IOException.class)
          .hasMessage("receiver answered 302");
      assertThat(inside.connections()).isZero();
    }
  }

  @Test
  void isToldByAReceiverThatItWantsNoMore() {
    receiver.answer(410, "");
    sender = sender(List.of(receiver.destination(NAME)), DEADLINE, "127.0.0.1");

    assertThatThrownBy(() -> sender.post(request("http://" + receiver.destination(NAME) + "/")))
        .isInstanceOfSatisfying(
            Undeliverable.class, gone -> assertThat(gone.code()).isEqualTo("callback-gone"));
  }

  @Test
  void waitsForNoAnswerLongerThanItsDeadline() {
    receiver.answer(0, "");
    sender = sender(List.of(receiver.destination(NAME)), Duration.ofSeconds(1), "127.0.0.1");

    assertThatThrownBy(() -> sender.post(request("http://" + receiver.destination(NAME) + "/")))
        .isInstanceOf(IOException.class)
        .hasMessage("receiver took longer than 1 s");
  }

  @Test
  void readsNoAnswerThatDoesNotEnd() {
    receiver.answerWithoutEnd();
    sender = sender(List.of(receiver.destination(NAME)), DEADLINE, "127.0.0.1");

    assertThatCode(() -> sender.post(request("http://" + receiver.destination(NAME) + "/")))
        .doesNotThrowAnyException();
  }

  @Test
  void asksWithoutTlsOnlyWhereItIsAllowed() {
    sender = sender(List.of(), DEADLINE, "127.0.0.1");

    assertThatThrownBy(() -> sender.post(request("http://" + receiver.destination(NAME) + "/")))
        .isInstanceOf(Undeliverable.class)
        .hasMessageContaining("is not asked by TLS");
    assertThat(resolved).hasValue(0);
  }

  @Test
  void holdsTlsAgainstTheNameAndNotTheAddress(@TempDir Path folder) throws Exception {
    LoopbackCertificate certificate = LoopbackCertificate.in(folder, "dns:" + NAME);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    server.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
    server.start();
    int port = server.getAddress().getPort();
    List<String> allowed = List.of(NAME + ":" + port, "other.example.org:" + port);
    sender =
        new CallbackSender(
            host -> addresses("127.0.0.1"),
            () -> policy(allowed),
            new PfxOptions()
                .setPath(certificate.file().toString())
                .setPassword(LoopbackCertificate.PASSWORD),
            DEADLINE);
    try {
      sender.post(request("https://" + NAME + ":" + port + "/"));

      assertThatThrownBy(() -> sender.post(request("https://other.example.org:" + port + "/")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("DNS name matching other.example.org found");
    } finally {
      server.stop(0);
    }
  }

  private CallbackSender sender(List<String> allowed, Duration deadline, String... addresses) {
    return sender(
        allowed,
        deadline,
        host -> {
          resolved.incrementAndGet();
          return addresses(addresses);
        });
  }

  private static CallbackSender sender(List<String> allowed, Duration deadline, Resolver resolver) {
    return new CallbackSender(resolver, () -> policy(allowed), null, deadline);
  }

  private static CallbackPolicy policy(List<String> allowed) {
    return new CallbackPolicy(72, allowed.stream().map(DestinationRule::of).toList(), Map.of());
  }

  private static CallbackRequest request(String url) {
    return new CallbackRequest(
        CallbackUrl.of(url), Map.of("webhook-id", "m1"), "{}".getBytes(StandardCharsets.UTF_8));
  }

  private static InetAddress[] addresses(String... literals) throws UnknownHostException {
    InetAddress[] addresses = new InetAddress[literals.length];
    for (int i = 0; i < literals.length; i++) {
      addresses[i] = InetAddress.getByName(literals[i]);
    }
    return addresses;
  }
}
