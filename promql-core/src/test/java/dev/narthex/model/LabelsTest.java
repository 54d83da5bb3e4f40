package dev.narthex.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LabelsTest {
  @Test
  void sortsByNameAndDropsEmptyValues() {
    Labels labels = Labels.of("job", "node", "__name__", "up", "empty", "");
    assertThat(labels.names()).containsExactly("__name__", "job");
    assertThat(labels.get("empty")).isEmpty();
    assertThat(labels).hasToString("{__name__=\"up\", job=\"node\"}");
  }

  @Test
  void refusesANameGivenTwice() {
    assertThatThrownBy(() -> Labels.of("a", "1", "a", "2")).hasMessage("label a is given twice");
    assertThatThrownBy(() -> Labels.of("a")).hasMessageContaining("must alternate");
  }

  @Test
  void editsLeaveTheOriginalAlone() {
    Labels base = Labels.of("a", "1", "b", "2");
    assertThat(base.with("a", "").names()).containsExactly("b");
    assertThat(base.keepOnly(Set.of("b"))).isEqualTo(Labels.of("b", "2"));
    assertThat(base.withoutAll(Set.of("b"))).isEqualTo(Labels.of("a", "1"));
    assertThat(base.withoutAll(Set.of("z"))).isSameAs(base);
    assertThat(base.toMap()).isEqualTo(Map.of("a", "1", "b", "2"));
  }

  @Test
  void printsNamesThatNeedQuotesInQuotes() {
    assertThat(Labels.of("http.status", "2\"00\n")).hasToString("{\"http.status\"=\"2\\\"00\\n\"}");
  }

  @Test
  void comparesPairByPairWithThePrefixFirst() {
    assertThat(Labels.of("a", "1")).isLessThan(Labels.of("a", "1", "b", "1"));
    assertThat(Labels.of("a", "1", "b", "1")).isLessThan(Labels.of("a", "2"));
    assertThat(Labels.empty()).isLessThan(Labels.of("a", "1"));
  }

  /** Prometheus compares the bytes of UTF-8; Java's own order differs between surrogates and U+E000 and above. */
  @Property(tries = 500)
  void stringsCompareAsTheirUtf8Bytes(@ForAll String a, @ForAll String b) {
    // unpaired surrogates have no UTF-8 form: both sides see what survives the encoding
    String x = new String(a.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    String y = new String(b.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    int byBytes = Arrays.compareUnsigned(x.getBytes(StandardCharsets.UTF_8), y.getBytes(StandardCharsets.UTF_8));
    assertThat(Integer.signum(Labels.compareCodePoints(x, y))).isEqualTo(Integer.signum(byBytes));
  }

  @Test
  void surrogatesSortAboveThePrivateUseArea() {
    assertThat(Labels.compareCodePoints("\uE000", "\uD83D\uDE00")).isNegative();
  }
}
