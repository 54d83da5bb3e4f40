package dev.narthex.ingest.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistogramLimitsTest {
  @ParameterizedTest
  @CsvSource({"0, 8", "1, 8", "1.002, 8", "1.003, 7", "1.1, 2", "1.2, 1", "1.5, 0", "2, 0", "3, -1", "16, -2", "65536, -4", "1e300, -4"})
  void theFinestSchemaThatGrowsByTheFactor(double factor, int schema) {
    assertThat(HistogramLimits.maxSchema(factor)).isEqualTo(schema);
  }
}
