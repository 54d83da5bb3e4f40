package dev.narthex.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonBodyTest {
  @Test
  void halfACharacterIsReadAsGoReadsIt() {
    assertThat(JsonBody.parse("{\"a\\ud83d\":\"b\\ude00c\",\"pair\":\"\\ud83d\\ude00\"}")).isEqualTo(Map.of("a\ufffd", "b\ufffdc", "pair", "😀"));
  }
}
