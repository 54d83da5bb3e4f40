package dev.narthex.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.net.AddressPolicy.Scope;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressPolicyTest {
  @ParameterizedTest
  @CsvSource({
    "93.184.216.34, true, true, true", "10.1.2.3, false, true, true", "172.31.0.1, false, true, true", "192.168.1.1, false, true, true", "100.64.0.1, false, true, true", "127.0.0.1, false, false, true",
    "127.8.8.8, false, false, true", "::1, false, false, true", "169.254.169.254, false, false, false", "fe80::1, false, false, false", "fd00:ec2::254, false, false, false", "fd12::1, false, true, true",
    "0.0.0.0, false, false, false", "::, false, false, false", "224.0.0.1, false, false, false", "255.255.255.255, false, false, false", "::ffff:169.254.169.254, false, false, false",
    "64:ff9b::a9fe:a9fe, false, false, false", "2002:7f00:1::, false, false, true", "::ffff:10.0.0.1, false, true, true", "::7f00:1, false, false, true", "2606:4700::1, true, true, true"
  })
  void scopesNest(String address, boolean atPublic, boolean atPrivate, boolean atLoopback) throws Exception {
    InetAddress a = InetAddress.getByName(address);
    assertThat(AddressPolicy.of(Scope.PUBLIC).refusal(a, 80).isEmpty()).isEqualTo(atPublic);
    assertThat(AddressPolicy.of(Scope.PRIVATE).refusal(a, 80).isEmpty()).isEqualTo(atPrivate);
    assertThat(AddressPolicy.of(Scope.LOOPBACK).refusal(a, 80).isEmpty()).isEqualTo(atLoopback);
  }

  @Test
  void runtimeApiIsNeverReached() throws Exception {
    AddressPolicy policy = AddressPolicy.inLambda(Scope.LOOPBACK, "127.0.0.1:9001");
    assertThat(policy.refusal(InetAddress.getByName("127.0.0.1"), 9001)).hasValueSatisfying(s -> assertThat(s).contains("Runtime API"));
    assertThat(policy.refusal(InetAddress.getByName("127.0.0.2"), 9001)).isPresent();
    assertThat(policy.refusal(InetAddress.getByName("127.0.0.1"), 9100)).isEmpty();
  }

  @Test
  void unknownWordsAreRefused() {
    assertThatThrownBy(() -> Scope.parse("everything")).hasMessageContaining("none of public, private, loopback");
  }
}
