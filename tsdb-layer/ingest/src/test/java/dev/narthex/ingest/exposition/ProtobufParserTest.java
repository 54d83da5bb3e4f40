package dev.narthex.ingest.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.MetricMetadata;
import dev.narthex.model.MetricType;
import dev.narthex.model.histogram.NativeHistogram;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ProtobufParserTest {
  private static final byte[] COUNTER = Wire.message(f -> f.text(1, "reqs_total").text(2, "Requests.").number(3, 0).text(5, "requests")
      .sub(4, m -> m.label("code", "200").sub(3, c -> c.real(1, 12.5).sub(2, e -> e.label("trace", "x").real(2, 1).sub(3, t -> t.number(1, 100).number(2, 5_000_000)))
          .sub(3, t -> t.number(1, 50))))
      .sub(4, m -> m.label("code", "500").sub(3, c -> c.real(1, 3)).number(6, 777)));
  private static final byte[] SUMMARY = Wire.message(f -> f.text(1, "s").number(3, 2)
      .sub(4, m -> m.sub(4, s -> s.number(1, 7).real(2, 1.5).sub(3, q -> q.real(1, 0.5).real(2, 2)).sub(3, q -> q.real(1, 1).real(2, 4)))));
  private static final byte[] CLASSIC = Wire.message(f -> f.text(1, "h").number(3, 4)
      .sub(4, m -> m.label("a", "b").sub(7, h -> h.number(1, 10).real(2, 2.5).sub(3, b -> b.number(1, 4).real(2, 1)).sub(3, b -> b.number(1, 9).real(2, 2.5)))));
  private static final byte[] NATIVE = Wire.message(f -> f.text(1, "n").number(3, 4).sub(4, m -> m.sub(7, h -> h.number(1, 12).real(2, 3).zigzag(5, 2).real(6, 0.001).number(7, 2)
      .sub(12, s -> s.zigzag(1, -3).number(2, 2)).sub(12, s -> s.zigzag(1, 4).number(2, 1)).packedZigzag(13, 3, 1, -1).sub(9, s -> s.zigzag(1, 0).number(2, 0))
      .sub(3, b -> b.number(1, 12).real(2, Double.POSITIVE_INFINITY))
      .sub(16, e -> e.real(2, 0.5).sub(3, t -> t.number(1, 9))).sub(16, e -> e.real(2, 0.6)))));

  private final Collected collected = new Collected();

  private static ScrapedRow parse(ProtobufParser parser, Collected into, byte[]... families) throws Exception {
    byte[] body = Wire.delimited(families);
    return parser.parse(body, body.length, into);
  }

  @Test
  void countersWithExemplarStartAndTimestamp() throws Exception {
    ProtobufParser parser = new ProtobufParser(HistogramParsing.CLASSIC_ONLY);
    for (int i = 0; i < 2; i++) {
      ScrapedRow row = parse(parser, collected, COUNTER);
      int ok = collected.column("__name__", "reqs_total", "code", "200");
      int failed = collected.column("__name__", "reqs_total", "code", "500");
      assertThat(row.values()[ok]).isEqualTo(12.5);
      assertThat(row.mantissas()[ok]).isEqualTo(125);
      assertThat(row.startTimestamps()[ok]).isEqualTo(50_000);
      assertThat(row.timestamp(failed)).isEqualTo(777);
      assertThat(row.exemplars()).singleElement().satisfies(e -> assertThat(e.exemplar().timestamp()).isEqualTo(100_005));
      assertThat(row.scraped()).isEqualTo(2);
    }
    assertThat(collected.metadata.getFirst()).isEqualTo(new MetricMetadata(MetricType.COUNTER, "Requests.", "requests"));
  }

  @Test
  void summariesAndClassicHistogramsBecomeSeries() throws Exception {
    ScrapedRow row = parse(new ProtobufParser(new HistogramParsing(true, false)), collected, SUMMARY, CLASSIC);
    assertThat(collected.labels).extracting(Object::toString).containsExactly("{__name__=\"s_count\"}", "{__name__=\"s_sum\"}", "{__name__=\"s\", quantile=\"0.5\"}", "{__name__=\"s\", quantile=\"1.0\"}",
        "{__name__=\"h_count\", a=\"b\"}", "{__name__=\"h_sum\", a=\"b\"}", "{__name__=\"h_bucket\", a=\"b\", le=\"1.0\"}", "{__name__=\"h_bucket\", a=\"b\", le=\"2.5\"}",
        "{__name__=\"h_bucket\", a=\"b\", le=\"+Inf\"}");
    assertThat(row.values()).startsWith(7, 1.5, 2, 4, 10, 2.5, 4, 9, 10);
  }

  @Test
  void nativeHistograms() throws Exception {
    ScrapedRow row = parse(new ProtobufParser(new HistogramParsing(true, false)), collected, NATIVE);
    assertThat(row.scraped()).isEqualTo(1);
    NativeHistogram h = row.histograms()[0];
    assertThat(h).isEqualTo(new NativeHistogram(NativeHistogram.ResetHint.UNKNOWN, 2, 0.001, 2, 12, 3, new int[] {-3, 2, 4, 1}, new double[] {3, 4, 3}, new int[0], new double[0], new double[0], true));
    assertThat(row.exemplars()).as("only those with a timestamp").hasSize(1);
    Collected both = new Collected();
    assertThat(parse(new ProtobufParser(new HistogramParsing(true, true)), both, NATIVE).scraped()).isEqualTo(4);
    Collected classic = new Collected();
    ScrapedRow without = parse(new ProtobufParser(HistogramParsing.CLASSIC_ONLY), classic, NATIVE);
    assertThat(without.histograms()).isNull();
    assertThat(without.scraped()).isEqualTo(3);
  }

  @Test
  void changedMetadataStartsAfresh() throws Exception {
    ProtobufParser parser = new ProtobufParser(HistogramParsing.CLASSIC_ONLY);
    parse(parser, collected, SUMMARY);
    parse(parser, collected, SUMMARY, CLASSIC);
    assertThat(collected.resets).isZero();
    parse(parser, collected, Wire.message(f -> f.text(1, "h").number(3, 1).sub(4, m -> m.sub(2, g -> g.real(1, 1)))));
    assertThat(collected.resets).isEqualTo(1);
    assertThat(collected.metadata).extracting(MetricMetadata::type).containsExactly(MetricType.GAUGE);
  }

  @Test
  void complaintsNameTheByte() {
    ProtobufParser parser = new ProtobufParser(HistogramParsing.CLASSIC_ONLY);
    assertThatThrownBy(() -> parser.parse(new byte[] {5, 1}, 2, collected)).isInstanceOf(ExpositionException.class).hasMessage("byte 1: a length of 5 bytes runs beyond the end");
    assertThatThrownBy(() -> parse(parser, collected, Wire.message(f -> f.text(2, "x")))).hasMessageContaining("a metric family has no name");
    assertThatThrownBy(() -> parse(parser, collected, Wire.message(f -> f.text(1, "x").number(3, 9)))).hasMessageContaining("metric type 9 is not known");
    assertThatThrownBy(() -> parse(parser, collected, Wire.message(f -> f.text(1, "x").sub(4, m -> m.label("a", "b"))))).hasMessageContaining("has no value");
  }

  @Property(tries = 500)
  void brokenBytesGiveTheParsersOwnErrorOnly(@ForAll Random random) {
    byte[] body = Wire.delimited(COUNTER, SUMMARY, CLASSIC, NATIVE);
    int flips = 1 + random.nextInt(4);
    for (int i = 0; i < flips; i++) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    int length = random.nextBoolean() ? body.length : random.nextInt(body.length);
    try {
      ScrapedRow row = new ProtobufParser(new HistogramParsing(true, true)).parse(body, length, new Collected());
      assertThat(row.scraped()).isNotNegative();
    } catch (ExpositionException e) {
      assertThat(e).hasMessageStartingWith("byte ");
    } catch (SeriesRefusedException e) {
      Assertions.fail("nothing is refused here", e);
    }
  }
}
