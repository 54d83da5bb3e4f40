package dev.narthex.ingest.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.model.MetricType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenMetricsFileTest {
  private final List<Labels> series = new ArrayList<>();
  private final List<MetricMetadata> metadata = new ArrayList<>();
  private final List<String> events = new ArrayList<>();

  private final OpenMetricsFile.Sink sink =
      new OpenMetricsFile.Sink() {
        @Override
        public int series(Labels labels, MetricMetadata of) {
          series.add(labels);
          metadata.add(of);
          return series.size() - 1;
        }

        @Override
        public void sample(int id, long timestamp, double value, long mantissa, byte exponent) {
          events.add(id + " " + timestamp + " " + value + " " + mantissa + "e-" + exponent);
        }

        @Override
        public void exemplar(int id, Exemplar exemplar) {
          events.add(id + " " + exemplar);
        }
      };

  private void read(String text) throws IOException, ExpositionException {
    new OpenMetricsFile().read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), sink, bytes -> {});
  }

  @Test
  void readsSeriesOnceAndSamplesInOrder() throws Exception {
    read(
        """
        # TYPE a counter
        # HELP a Something.
        a_total{x="1"} 5 1.5
        a_total{x="1"} 6.25 2.123
        a_total{x="2"} 7 1
        a_total{x="1"} 8 1795132800.999
        # TYPE b gauge
        b NaN 3 # {trace="t"} 0.5 2.5
        # EOF
        """);
    assertThat(series).containsExactly(Labels.of("__name__", "a_total", "x", "1"), Labels.of("__name__", "a_total", "x", "2"), Labels.of("__name__", "b"));
    assertThat(metadata.getFirst()).isEqualTo(new MetricMetadata(MetricType.COUNTER, "Something.", ""));
    assertThat(events)
        .containsExactly(
            "0 1500 5.0 5e-0",
            "0 2123 6.25 625e-2",
            "1 1000 7.0 7e-0",
            "0 1795132800999 8.0 8e-0",
            "2 3000 NaN 0e--1",
            "2 " + new Exemplar(Labels.of("trace", "t"), 0.5, 2500, true));
  }

  @Test
  void aSeriesWhoseTextBeginsLikeTheLastIsAnother() throws Exception {
    read("a 1 1\nab 2 1\na 3 2\na{b=\"c\"} 4 1\n# EOF\n");
    assertThat(series).hasSize(3);
    assertThat(events).containsExactly("0 1000 1.0 1e-0", "1 1000 2.0 2e-0", "0 2000 3.0 3e-0", "2 1000 4.0 4e-0");
  }

  @Test
  void readsFilesLargerThanItsBuffer() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      text.append("a_long_metric_name{with=\"some\",labels=\"").append(i % 3).append("\"} ").append(i).append(' ').append(i).append('\n');
    }
    read(text.append("# EOF").toString());
    assertThat(series).hasSize(3);
    assertThat(events).hasSize(200_000);
    assertThat(events.getLast()).isEqualTo("1 199999000 199999.0 199999e-0");
  }

  @Test
  void errorsNameTheLine() {
    assertThatThrownBy(() -> read("a 1 1\na 2\n# EOF\n")).isInstanceOf(ExpositionException.class).hasMessage("line 2: the sample has no timestamp, so nobody knows when it was");
    assertThatThrownBy(() -> read("a 1 1\n")).hasMessage("line 2: data does not end with # EOF");
    assertThatThrownBy(() -> read("a 1 1\nb x 1\n# EOF\n")).hasMessageContaining("line 2: ").hasMessageContaining("is no number");
    assertThatThrownBy(() -> read("a{b=\"1\",b=\"2\"} 1 1\n# EOF\n")).hasMessageContaining("line 1: label name \"b\" is not unique");
    assertThatThrownBy(() -> read("# EOF\na 1 1\n")).hasMessageContaining("line 2: unexpected data after # EOF");
  }
}
