package dev.narthex.promql.exec.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Vectors of the public specification and of other implementations of xxHash64, seed 0. */
final class XxHash64Test {
  private static long hash(String text) {
    return XxHash64.hash(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void knownVectors() {
    assertThat(hash("")).isEqualTo(0xef46db3751d8e999L);
    assertThat(hash("a")).isEqualTo(0xd24ec4f1a98c6e5bL);
    assertThat(hash("abc")).isEqualTo(0x44bc2cf5ad770999L);
    assertThat(hash("Nobody inspects the spammish repetition")).isEqualTo(0xfbcea83c8a378bf1L);
  }
}
