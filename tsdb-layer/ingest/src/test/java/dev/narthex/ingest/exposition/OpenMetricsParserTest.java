package dev.narthex.ingest.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.MetricMetadata;
import dev.narthex.model.MetricType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenMetricsParserTest {
  private static final String BODY = """
      # HELP go_gc_duration_seconds A "summary" of \\"pauses\\".
      # TYPE go_gc_duration_seconds summary
      # UNIT go_gc_duration_seconds seconds
      go_gc_duration_seconds{quantile="0"} 4.9351e-05
      go_gc_duration_seconds_count 99
      # TYPE foo counter
      foo_total 17.0 1520879607.789 # {id="counter-test"} 5
      foo_created 1520872607.123
      # TYPE hh histogram
      hh_bucket{le="+Inf"} 1 # {id="h",x="{}\\"#"} 4.5 1520879606.5
      # TYPE some info
      some_info{a="b"} 1
      # TYPE "utf.8" gauge
      {"utf.8","ü"="x"} 3
      # EOF
      """;

  private final Collected collected = new Collected();
  private final OpenMetricsParser parser = new OpenMetricsParser();

  private ScrapedRow parse(String body) throws Exception {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return parser.parse(bytes, bytes.length, collected);
  }

  @Test
  void readsUnitsExemplarsTimestampsAndCreatedLines() throws Exception {
    for (int i = 0; i < 3; i++) {
      ScrapedRow row = parse(BODY);
      Map<String, String> samples = collected.samples(row);
      assertThat(samples).hasSize(9).containsEntry("{__name__=\"foo_total\"}", Long.toHexString(Double.doubleToRawLongBits(17)) + "@1520879607789");
      assertThat(samples.get("exemplar of {__name__=\"foo_total\"}")).contains("id=\"counter-test\"", "value=5.0", "hasTimestamp=false");
      assertThat(samples.get("exemplar of {__name__=\"hh_bucket\", le=\"+Inf\"}")).contains("timestamp=1520879606500", "x=\"{}\\\"#\"");
      assertThat(row.scraped()).isEqualTo(7);
    }
    assertThat(collected.metadata.getFirst()).isEqualTo(new MetricMetadata(MetricType.SUMMARY, "A \"summary\" of \"pauses\".", "seconds"));
    assertThat(collected.metadata).extracting(MetricMetadata::type).containsExactly(MetricType.SUMMARY, MetricType.SUMMARY, MetricType.COUNTER, MetricType.COUNTER,
        MetricType.HISTOGRAM, MetricType.INFO, MetricType.GAUGE);
  }

  @Test
  void theEndMustBeSaidAlsoWhenWarm() throws Exception {
    parse("a 1\n# EOF\n");
    assertThat(parse("a 1\n# EOF").kept()).isEqualTo(1);
    assertThatThrownBy(() -> parse("a 1\n")).hasMessageContaining("data does not end with # EOF");
    assertThatThrownBy(() -> parse("a 1\n# EOF\nb 1\n")).hasMessageContaining("line 3: unexpected data after # EOF");
    assertThatThrownBy(() -> parse("a 1\n# EOF\n# EOF\n")).hasMessageContaining("line 3: unexpected data after # EOF");
    assertThat(parse("a 2\n# EOF\n").values()[0]).isEqualTo(2);
    assertThatThrownBy(() -> parse("")).hasMessageContaining("data does not end with # EOF");
  }

  @Test
  void blankLinesAndTrailingBlanksAreRefused() {
    assertThatThrownBy(() -> parse("\na 1\n# EOF\n")).hasMessageStartingWith("line 1: \"\" is neither a sample");
    assertThatThrownBy(() -> parse("a 1 \n# EOF\n")).hasMessageStartingWith("line 1: expected an exemplar or the end");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '@', quoteCharacter = '`', value = {
      "# a comment @ line 1: \"# a comment\" is neither a sample nor one of",
      "a  1 @ line 1: \" 1\" is no number",
      "a{b = \"c\"} 1 @ line 1: expected '=' after label \"b\"",
      "a 1 x @ line 1: \"x\" is no number",
      "a 1 NaN @ line 1: invalid timestamp",
      "a 1 # {a=\"b\"} @ line 1: expected a value after the exemplar's labels",
      "a 1 # {a=\"b\"} 1 2 3 @ line 1: unexpected text after the exemplar",
      "a 1 # x @ line 1: expected an exemplar",
      "# TYPE a nonsense @ line 1: invalid metric type",
      "# UNIT a_seconds bytes @ line 1: unit \"bytes\" not a suffix of metric \"a_seconds\"",
  })
  void complaintsNameTheLine(String body, String message) {
    assertThatThrownBy(() -> parse(body + "\n# EOF\n")).isInstanceOf(ExpositionException.class).hasMessageStartingWith(message);
  }
}
