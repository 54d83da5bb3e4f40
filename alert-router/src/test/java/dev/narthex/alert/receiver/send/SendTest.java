package dev.narthex.alert.receiver.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SendTest {
  @Test
  void truncationCountsCodePointsOrBytes() {
    assertThat(Truncation.codePoints("äöü", 3)).isEqualTo(new Truncation("äöü", false));
    assertThat(Truncation.codePoints("äöüxy", 4)).isEqualTo(new Truncation("äöü…", true));
    assertThat(Truncation.codePoints("😀😀😀😀😀", 4)).isEqualTo(new Truncation("😀😀😀…", true));
    assertThat(Truncation.codePoints("abcd", 2)).isEqualTo(new Truncation("ab", true));
    assertThat(Truncation.bytes("äöü", 6)).isEqualTo(new Truncation("äöü", false));
    assertThat(Truncation.bytes("äöüx", 6)).isEqualTo(new Truncation("ä…", true));
    assertThat(Truncation.bytes("😀😀", 7)).isEqualTo(new Truncation("😀…", true));
    assertThat(Truncation.bytes("abcd", 2)).isEqualTo(new Truncation("ab", true));
    assertThat(Truncation.bytes("abcd", 0)).isEqualTo(new Truncation("", true));
  }

  @Test
  void jsonIsWrittenAsGoWritesIt() {
    assertThat(Json.text(Map.of("a<b", List.of("\u2028\u0001\"\\\n", 1L, 1.5, 1e21, 1e-7, true, Json.NULL, "😀\ud800"))))
        .isEqualTo("{\"a\\u003cb\":[\"\\u2028\\u0001\\\"\\\\\\n\",1,1.5,1e+21,1e-7,true,null,\"😀\\ufffd\"]}");
    assertThat(Json.parse("{\"a\":[1,2.5,\"x\",true,null,{}]} ")).contains(Map.of("a", List.of(1L, 2.5, "x", true, Json.NULL, Map.of())));
    assertThat(Json.parse("{\"a\":")).isEmpty();
    assertThat(Json.parse("ok")).isEmpty();
    assertThat(Json.parse("1 2")).isEmpty();
    assertThat(Json.parseObject("[1]")).isEmpty();
  }

  @Test
  void answersBecomeOneLine() {
    assertThat(Lines.first(" a\r\n\tb\u0000c ")).isEqualTo("a b c");
    assertThat(Lines.first("x".repeat(400))).hasSize(301).endsWith("…");
  }
}
