package io.serai.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressKindTest {

  @ParameterizedTest
  @CsvSource({
    "93.184.216.34, PUBLIC",
    "2606:2800:220:1:248:1893:25c8:1946, PUBLIC",
    "100.63.255.255, PUBLIC",
    "10.0.0.1, PRIVATE",
    "172.31.255.255, PRIVATE",
    "192.168.0.1, PRIVATE",
    "100.64.0.1, PRIVATE",
    "198.19.255.255, PRIVATE",
    "192.0.2.1, PRIVATE",
    "fc00::1, PRIVATE",
    "fd12:3456::1, PRIVATE",
    "2001:db8::1, PRIVATE",
    "2001:0:5ef5:79fd::1, PRIVATE",
    "100::1, PRIVATE",
    "::ffff:10.0.0.1, PRIVATE",
    "64:ff9b::10.0.0.1, PRIVATE",
    "2002:0a00:0001::, PRIVATE",
    "64:ff9b::93.184.216.34, PUBLIC",
    "127.255.255.254, LOOPBACK",
    "::1, LOOPBACK",
    "::ffff:127.0.0.1, LOOPBACK",
    "64:ff9b::127.0.0.1, LOOPBACK",
    "2002:7f00:1::, LOOPBACK",
    "169.254.169.254, LINK_LOCAL",
    "100.100.100.200, LINK_LOCAL",
    "fe80::1, LINK_LOCAL",
    "fd00:ec2::254, LINK_LOCAL",
    "2002:a9fe:a9fe::, LINK_LOCAL",
    "224.0.0.1, MULTICAST",
    "ff02::1, MULTICAST",
    "0.0.0.0, RESERVED",
    "0.1.2.3, RESERVED",
    "255.255.255.255, RESERVED",
    "::, RESERVED",
  })
  void tellsWhereAnAddressLeads(String address, AddressKind kind) throws Exception {
    assertThat(AddressKind.of(InetAddress.getByName(address))).isEqualTo(kind);
  }
}
