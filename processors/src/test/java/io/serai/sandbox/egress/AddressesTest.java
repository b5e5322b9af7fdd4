package io.serai.sandbox.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.job.Destination;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

  private static final Destination NAME = Destination.of("api.example.org:443");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.0.1",
        "fe80::1",
        "fd00:ec2::254",
        "fd20:ce::254",
        "100.100.100.200",
        "192.0.0.192",
        "168.63.129.16",
        "::ffff:169.254.169.254",
        "::169.254.169.254",
        "64:ff9b::169.254.169.254",
        "2002:a9fe:a9fe::1",
        "127.0.0.1",
        "127.9.9.9",
        "::1",
        "64:ff9b::127.0.0.1",
        "2002:7f00:1::",
        "0.0.0.0",
        "0.1.2.3",
        "::",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "ff02::1",
      })
  void refusesANameThatMeans(String address) {
    assertThatThrownBy(() -> addresses(address).choose(NAME))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("which no job may reach");
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "10.0.0.1", "64:ff9b::192.0.2.1"})
  void takesANameThatMeans(String address) throws Exception {
    assertThat(addresses(address).choose(NAME)).isEqualTo(InetAddress.getByName(address));
  }

  @Test
  void takesALoopbackAddressThatIsAskedForAsSuch() throws Exception {
    assertThat(addresses("127.0.0.1").choose(Destination.of("127.0.0.1:80")).isLoopbackAddress())
        .isTrue();
    assertThat(addresses("::1").choose(Destination.of("[::1]:80")).isLoopbackAddress()).isTrue();
    assertThatThrownBy(() -> addresses("127.0.0.1").choose(Destination.of("localhost:80")))
        .hasMessage("'localhost:80' is a loopback address, which no job may reach");
  }

  @Test
  void neverTakesAMetadataAddress() {
    assertThatThrownBy(
            () -> addresses("169.254.169.254").choose(Destination.of("169.254.169.254:80")))
        .hasMessageContaining("metadata");
    assertThatThrownBy(
            () -> addresses("fd00:ec2::254").choose(Destination.of("[fd00:ec2::254]:80")))
        .hasMessageContaining("metadata");
  }

  @Test
  void takesTheFirstThatMayBe() throws Exception {
    assertThat(addresses("169.254.169.254", "192.0.2.1", "192.0.2.2").choose(NAME))
        .isEqualTo(InetAddress.getByName("192.0.2.1"));
  }

  @Test
  void asksOnce() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Addresses addresses =
        new Addresses(
            host -> literals(asked.incrementAndGet() == 1 ? "192.0.2.1" : "169.254.169.254"));

    assertThat(addresses.choose(NAME)).isEqualTo(InetAddress.getByName("192.0.2.1"));
    assertThat(asked).hasValue(1);
  }

  private static Addresses addresses(String... found) {
    return new Addresses(host -> literals(found));
  }

  private static InetAddress[] literals(String... found) throws UnknownHostException {
    InetAddress[] addresses = new InetAddress[found.length];
    for (int i = 0; i < found.length; i++) {
      addresses[i] = InetAddress.getByName(found[i]);
    }
    return addresses;
  }
}
