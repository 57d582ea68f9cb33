package io.sluice.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::8.8.8.8",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001:0:808:808::f5ff:fffe",
        "2001:0:7f00:1::f7f7:f7f7",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2a00:1450::5efe:7f00:1",
        "2a00:1450::200:5efe:a00:1"
      })
  void refusesWhatIsNotOfTheInternet(String address) throws UnknownHostException {
    assertThat(PublicAddresses.contains(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.167.255.255",
        "192.169.0.1",
        "223.255.255.255",
        "2a00:1450:4001:80b::200e",
        "2606:4700::1111",
        "64:ff9b::808:808",
        "2002:808:808::1",
        "2001:0:808:808::f7f7:f7f7",
        "2a00:1450::5efe:808:808"
      })
  void takesTheRest(String address) throws UnknownHostException {
    assertThat(PublicAddresses.contains(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void readsNetworks() {
    Network network = Network.parse("10.1.2.0/23");
    assertThat(network.contains(new byte[] {10, 1, 3, (byte) 255})).isTrue();
    assertThat(network.contains(new byte[] {10, 1, 4, 0})).isFalse();
    assertThat(network.contains(new byte[16])).isFalse();
    assertThat(Network.parse("::/0").contains(new byte[16])).isTrue();
    assertThat(Network.parse("10.1.2.3").contains(new byte[] {10, 1, 2, 4})).isFalse();
    for (String text :
        new String[] {"", "10.1", "10.1.2.3/33", "host/8", "10.1.2.3/", "1.2.3.4/-1"}) {
      assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void allowsANetworkForOneHost() throws UnknownHostException {
    InetAddress address = InetAddress.getByName("10.1.2.3");
    AllowedNetwork network = AllowedNetwork.parse("Minio.example.org = 10.1.2.0/24");
    assertThat(network.allows("minio.example.org", address)).isTrue();
    assertThat(network.allows("other.example.org", address)).isFalse();
    assertThat(AllowedNetwork.parse("10.1.2.0/24").allows("any", address)).isTrue();
  }
}
