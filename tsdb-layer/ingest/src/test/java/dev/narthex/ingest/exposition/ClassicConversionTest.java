package dev.narthex.ingest.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.histogram.NativeHistogram;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ClassicConversionTest {
  private static final String BODY = """
      # TYPE h histogram
      h_bucket{a="b",le="0.5"} 2
      h_bucket{a="b",le="1"} 2
      h_bucket{a="b",le="2.5"} 7
      h_bucket{a="b",le="+Inf"} 9
      h_sum{a="b"} 12.5
      h_count{a="b"} 9
      # TYPE other gauge
      other_count 3
      # TYPE bad histogram
      bad_bucket{le="1"} 5
      bad_bucket{le="+Inf"} 4
      bad_count 4
      """;

  private final Collected collected = new Collected();
  private final ClassicTextParser parser = new ClassicTextParser();

  private ScrapedRow convert(ClassicConversion conversion, String text) throws Exception {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return conversion.convert(parser.parse(body, body.length, conversion.resolver()));
  }

  @Test
  void bucketsBecomeOneHistogram() throws Exception {
    ClassicConversion conversion = new ClassicConversion(collected, ClassicConversion.Classic.REPLACED);
    for (String count : new String[] {"9", "9", "10"}) {
      ScrapedRow row = convert(conversion, BODY.replace("} 9", "} " + count).replace("h_count{a=\"b\"} 9", "h_count{a=\"b\"} " + count));
      int h = collected.column("__name__", "h", "a", "b");
      assertThat(row.histograms()[h]).isEqualTo(new NativeHistogram(NativeHistogram.ResetHint.UNKNOWN, -53, 0, 0, Double.parseDouble(count), 12.5, new int[] {0, 1, 1, 2},
          new double[] {2, 5, Double.parseDouble(count) - 7}, new int[0], new double[0], new double[] {0.5, 1, 2.5}, true));
      assertThat(row.values()[collected.column("__name__", "other_count")]).isEqualTo(3);
      assertThat(row.isPresent(collected.column("__name__", "bad"))).as("counts that fall make no histogram").isFalse();
      assertThat(collected.column("__name__", "h_sum", "a", "b")).isNegative();
      assertThat(row.kept()).isEqualTo(2);
    }
  }

  @Test
  void classicSeriesMayStay() throws Exception {
    ScrapedRow row = convert(new ClassicConversion(collected, ClassicConversion.Classic.KEPT), BODY);
    assertThat(row.values()[collected.column("__name__", "h_bucket", "a", "b", "le", "1.0")]).isEqualTo(2);
    assertThat(row.histograms()[collected.column("__name__", "h", "a", "b")]).isNotNull();
    assertThat(row.kept()).isEqualTo(11);
  }
}
