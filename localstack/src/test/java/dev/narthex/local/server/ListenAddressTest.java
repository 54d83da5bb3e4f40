package dev.narthex.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ListenAddressTest {
  @Test
  void readsHostsAndPorts() {
    assertThat(ListenAddress.parse("127.0.0.1:9090")).isEqualTo(ListenAddress.DEFAULT);
    assertThat(ListenAddress.parse(":80")).isEqualTo(new ListenAddress("0.0.0.0", 80));
    assertThat(ListenAddress.parse("[::1]:9090").toString()).isEqualTo("[::1]:9090");
    assertThat(ListenAddress.parse("0.0.0.0:9090").reachable()).isEqualTo("127.0.0.1:9090");
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> ListenAddress.parse("9090")).hasMessageContaining("is no HOST:PORT");
    assertThatThrownBy(() -> ListenAddress.parse("a:99999")).hasMessageContaining("is no port");
    assertThatThrownBy(() -> ListenAddress.parse("::1:80")).hasMessageContaining("needs brackets");
  }
}
