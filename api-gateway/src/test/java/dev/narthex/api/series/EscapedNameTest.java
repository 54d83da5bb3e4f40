package dev.narthex.api.series;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapedNameTest {
  @Test
  void decodesOnlyWhatIsEscapedWell() {
    assertThat(EscapedName.decode("plain_name")).isEqualTo("plain_name");
    assertThat(EscapedName.decode("U__http_2e_status__code")).isEqualTo("http.status_code");
    assertThat(EscapedName.decode("U___1f525_")).isEqualTo("🔥");
    for (String wrong : new String[] {"U__a_zz_", "U__a_2e", "U__a_d800_", "U__a_1234567_", "U__a_110000_"}) {
      assertThat(EscapedName.decode(wrong)).isEqualTo(wrong);
    }
  }
}
