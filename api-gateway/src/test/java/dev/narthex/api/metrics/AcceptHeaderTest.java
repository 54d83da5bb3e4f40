package dev.narthex.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptHeaderTest {
  @Test
  void choosesByWeight() {
    assertThat(openMetrics("application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1")).isTrue();
    assertThat(openMetrics("text/plain;version=0.0.4;q=0.5,application/openmetrics-text;version=1.0.0;q=0.3")).isFalse();
    assertThat(openMetrics("application/openmetrics-text")).isTrue();
    assertThat(openMetrics("text/plain,application/openmetrics-text")).isFalse();
    assertThat(openMetrics("*/*")).isFalse();
    assertThat(openMetrics("application/openmetrics-text;q=0")).isFalse();
    assertThat(openMetrics("application/openmetrics-text;q=x")).isFalse();
    assertThat(AcceptHeader.prefersOpenMetrics(List.of())).isFalse();
  }

  private static boolean openMetrics(String accept) {
    return AcceptHeader.prefersOpenMetrics(List.of(accept));
  }
}
