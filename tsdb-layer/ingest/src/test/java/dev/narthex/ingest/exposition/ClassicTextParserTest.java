package dev.narthex.ingest.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.MetricMetadata;
import dev.narthex.model.MetricType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassicTextParserTest {
  private final Collected collected = new Collected();
  private final ClassicTextParser parser = new ClassicTextParser();

  private ScrapedRow parse(String body) throws Exception {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return parser.parse(bytes, bytes.length, collected);
  }

  private Map<String, String> samples(String body) throws Exception {
    return collected.samples(parse(body));
  }

  private static String bits(double v) {
    return Long.toHexString(Double.doubleToRawLongBits(v));
  }

  @Test
  void readsWhatTheFormatAllows() throws Exception {
    Map<String, String> samples = samples("""
        # HELP http_requests_total The total\\nnumber \\\\ of requests.
        # TYPE http_requests_total counter
        http_requests_total{method="post",code="200",} 1027 1395066363000
        http_requests_total{method="post",code="400"}    3\t1395066363000

          # a comment
        \t msdos_file_access_time_seconds { path = "C:\\\\DIR\\\\FILE.TXT" , error="Cannot find file:\\n\\"FILE.TXT\\"" } 1.458255915e9
        metric_without_timestamp_and_labels 12.47
        something_weird{problem="division by zero"} +Inf -3982045
        empty{a=""} NaN
        {"http.server.duration", "service.name"="é\\x", b="c"} 0x
        """.replace("0x", "-0.5e-3"));
    assertThat(samples).containsEntry("{__name__=\"http_requests_total\", code=\"200\", method=\"post\"}", bits(1027) + "@1395066363000")
        .containsEntry("{__name__=\"msdos_file_access_time_seconds\", error=\"Cannot find file:\\n\\\"FILE.TXT\\\"\", path=\"C:\\\\DIR\\\\FILE.TXT\"}", bits(1.458255915e9))
        .containsEntry("{__name__=\"something_weird\", problem=\"division by zero\"}", bits(Double.POSITIVE_INFINITY) + "@-3982045")
        .containsEntry("{__name__=\"empty\"}", "7ff8000000000001")
        .containsEntry("{__name__=\"http.server.duration\", b=\"c\", \"service.name\"=\"é\\\\x\"}", bits(-0.0005))
        .hasSize(7);
    assertThat(collected.metadata.getFirst()).isEqualTo(new MetricMetadata(MetricType.COUNTER, "The total\nnumber \\ of requests.", ""));
  }

  @Test
  void metadataReachesTheSeriesOfAFamily() throws Exception {
    parse("# TYPE d histogram\n# HELP d d.\nd_bucket{le=\"+Inf\"} 1\nd_sum 2\nd_count 1\nd_other 1\n# TYPE s summary\ns{quantile=\"0.5\"} 1\ns_sum 1\n");
    assertThat(collected.metadata).extracting(MetricMetadata::type).containsExactly(
        MetricType.HISTOGRAM, MetricType.HISTOGRAM, MetricType.HISTOGRAM, MetricType.UNKNOWN, MetricType.SUMMARY, MetricType.SUMMARY);
  }

  @Test
  void changedMetadataStartsAfresh() throws Exception {
    parse("# TYPE a counter\na 1\nb 1\n");
    parse("# TYPE a counter\na 2\nb 1\n");
    assertThat(collected.resets).isZero();
    parse("# TYPE a gauge\na 2\nb 1\n");
    assertThat(collected.resets).isEqualTo(1);
    assertThat(collected.metadata.getFirst().type()).isEqualTo(MetricType.GAUGE);
  }

  @Test
  void twoTypesOfOneFamilyBesideADuplicateCutNothingOff() throws Exception {
    for (String body : new String[] {"# TYPE a counter\na 1\n# TYPE a gauge\nb 1\n", "# TYPE a counter\na 1\n# TYPE a gauge\nb 1\nb 2\n", "# TYPE a counter\na 1\n# TYPE a gauge\nb 1\nb 3\n"}) {
      assertThat(samples(body)).hasSize(2);
    }
  }

  @Test
  void ofEqualTimestampsTheFirstWins() throws Exception {
    ScrapedRow row = parse("a 1\na 2\na 3 1000\na 4 1000\na 5 2000\n");
    assertThat(row.values()[0]).isEqualTo(1);
    assertThat(row.extras()).hasSize(3);
    assertThat(row.duplicates()).isEqualTo(1);
    assertThat(parse("a 1\n").duplicates()).isZero();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '@', quoteCharacter = '`', value = {
      "a @ line 1: expected a value after the series, got \"\"",
      "a{b=\"c\"} @ line 1: expected a value",
      "a 1 2 3 @ line 1: \"2 3\" is no timestamp in whole milliseconds",
      "a 1 1.5 @ line 1: \"1.5\" is no timestamp in whole milliseconds",
      "a one @ line 1: \"one\" is no number",
      "a 0x1p3 @ line 1: \"0x1p3\" is no number",
      "a 1_000 @ line 1: \"1_000\" is no number",
      "a 1e400 @ line 1: \"1e400\" is no number",
      "a{b=\"c} 1 @ line 1: a quoted text is not closed",
      "a{b=c} 1 @ line 1: the value of label \"b\" must be quoted",
      "a{b=\"c\" d=\"e\"} 1 @ line 1: expected ',' or '}' after a label",
      "a{b=\"c\",b=\"d\"} 1 @ line 1: label name \"b\" is not unique: invalid sample",
      "a{b} 1 @ line 1: expected '=' after label \"b\"",
      "a{1b=\"c\"} 1 @ line 1: \"1b=\"c\"} 1\" does not start with a label name",
      "1a 1 @ line 1: \"1a 1\" does not start with a metric name",
      "{} 1 @ line 1: the sample has no metric name",
      "{a=\"b\"} 1 @ line 1: the sample has no metric name",
      "# TYPE a nonsense @ line 1: invalid metric type \"nonsense\"",
      "# HELP 1a x @ line 1: \"1a x\" does not start with a metric name",
      "a{,} 1 @ line 1: \",} 1\" does not start with a label name",
  })
  void complaintsNameTheLine(String body, String message) {
    assertThatThrownBy(() -> parse(body)).isInstanceOf(ExpositionException.class).hasMessageStartingWith(message);
    assertThatThrownBy(() -> parse("ok 1\n\n" + body + "\n")).isInstanceOf(ExpositionException.class).hasMessageStartingWith(message.replace("line 1", "line 3"));
  }

  @Test
  void invalidUtf8IsRefused() {
    byte[] bytes = {'a', '{', 'b', '=', '"', (byte) 0xff, '"', '}', ' ', '1', '\n'};
    assertThatThrownBy(() -> parser.parse(bytes, bytes.length, collected)).isInstanceOf(ExpositionException.class).hasMessageContaining("line 1: invalid UTF-8");
  }

  @Test
  void aFailedBodyLeavesTheParserUsable() throws Exception {
    parse("a 1\nb 2\n");
    assertThatThrownBy(() -> parse("a 7\nb x\n")).isInstanceOf(ExpositionException.class).hasMessageStartingWith("line 2");
    assertThat(samples("a 1\nb 3\n")).containsValues(bits(1), bits(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "-1", "12.0", "1.2E7", "1.5e+06", "0.1", "123456789012345678", "9007199254740993", "1e22", "1e23", "5e-324", "1.7976931348623157e308", "-0", "-0.0", ".5", "5.", "+3",
      "0.30000000000000004", "1.7346123456789123e+09", "00001", "100000000000000000000", "1e-22", "3.14e-10", "9007199254740991", "0.000000000000000001"})
  void numbersAreExactAndHintsTrue(String text) {
    DecimalScanner scanner = new DecimalScanner();
    byte[] b = text.getBytes(StandardCharsets.US_ASCII);
    assertThat(scanner.scan(b, 0, b.length)).isTrue();
    assertThat(Double.doubleToRawLongBits(scanner.value)).isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
    if (scanner.exponent >= 0) {
      assertThat(Double.doubleToRawLongBits(scanner.mantissa / Math.pow(10, scanner.exponent))).isEqualTo(Double.doubleToRawLongBits(scanner.value));
      assertThat(Math.abs(scanner.mantissa)).isLessThan(1L << 53);
    }
  }

  @Test
  void recordedScrapesParseAlikeWarmAndFresh() throws Exception {
    Path folder = RecordedScrapes.folder().orElse(null);
    if (folder == null) {
      System.out.println("skipped: no folder shared/data/scrapes beside the project (set -Dnarthex.shared)");
    }
    Assumptions.assumeTrue(folder != null, "recorded scrapes are absent");
    for (String name : List.of("node_a", "prometheus", "pushgateway", "redis")) {
      ClassicTextParser warm = new ClassicTextParser();
      Collected kept = new Collected();
      for (byte[] body : RecordedScrapes.bodies(folder.resolve(name + ".txt.gz"), 12)) {
        Map<String, String> got = kept.samples(warm.parse(body, body.length, kept));
        Collected fresh = new Collected();
        assertThat(got).isEqualTo(fresh.samples(new ClassicTextParser().parse(body, body.length, fresh)));
      }
      assertThat(Files.exists(folder)).isTrue();
    }
  }
}
