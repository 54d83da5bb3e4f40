package dev.narthex.api.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Labels;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class JsonStreamTest {
  @Test
  void mixesStructureAndSamples() throws IOException {
    String text =
        json(
            out -> {
              out.generator().writeStartObject();
              out.generator().writeFieldName("metric");
              out.labels(Labels.of("b", "\"ä\n\u0001", "a", "1"));
              out.generator().writeFieldName("values");
              out.samples(new long[] {1000, 1500}, new double[] {1, 0.25});
              out.generator().writeArrayFieldStart("more");
              out.sample(2000, Double.NaN);
              out.sample(-1500, 7);
              out.generator().writeEndArray();
              out.generator().writeEndObject();
            });
    assertThat(text)
        .isEqualTo(
            "{\"metric\":{\"a\":\"1\",\"b\":\"\\\"ä\\n\\u0001\"},\"values\":[[1,\"1\"],[1.500,\"0.25\"]],\"more\":[[2,\"NaN\"],[-1.500,\"7\"]]}");
  }

  @Test
  void writesExponentialHistograms() throws IOException {
    NativeHistogram histogram =
        new NativeHistogram(
            ResetHint.UNKNOWN, 0, 0.001, 2, 12, 18.4, new int[] {0, 2, 1, 1}, new double[] {1, 2, 3}, new int[] {0, 2}, new double[] {4, 0}, new double[0], true);
    assertThat(json(out -> out.sample(1000, histogram)))
        .isEqualTo(
            "[1,{\"count\":\"12\",\"sum\":\"18.4\",\"buckets\":[[1,\"-1\",\"-0.5\",\"4\"],[3,\"-0.001\",\"0.001\",\"2\"],"
                + "[0,\"0.5\",\"1\",\"1\"],[0,\"1\",\"2\",\"2\"],[0,\"4\",\"8\",\"3\"]]}]");
  }

  @Test
  void writesCustomAndEmptyHistograms() throws IOException {
    NativeHistogram custom =
        new NativeHistogram(
            ResetHint.UNKNOWN, NativeHistogram.CUSTOM_BUCKETS, 0, 0, 6, 5, new int[] {0, 3}, new double[] {1, 2, 3}, new int[0], new double[0], new double[] {0.5, 1}, true);
    assertThat(json(out -> out.sample(1000, custom)))
        .isEqualTo("[1,{\"count\":\"6\",\"sum\":\"5\",\"buckets\":[[3,\"-Inf\",\"0.5\",\"1\"],[0,\"0.5\",\"1\",\"2\"],[0,\"1\",\"+Inf\",\"3\"]]}]");
    NativeHistogram empty =
        new NativeHistogram(ResetHint.UNKNOWN, 3, 0, 0, 0, 0, new int[0], new double[0], new int[0], new double[0], new double[0], true);
    assertThat(json(out -> out.sample(1000, empty))).isEqualTo("[1,{\"count\":\"0\",\"sum\":\"0\"}]");
  }

  @Test
  void generatesWhileItIsRead() throws IOException {
    int[] written = {0};
    JsonStream stream =
        new JsonStream(
            out -> {
              if (written[0] == 0) {
                out.generator().writeStartArray();
              }
              out.generator().writeString("x".repeat(1000));
              if (++written[0] < 1000) {
                return true;
              }
              out.generator().writeEndArray();
              return false;
            });
    assertThat(stream.completeWithin(10_000)).isNull();
    assertThat(written[0]).isLessThan(15);
    byte[] buffer = new byte[5000];
    assertThat(stream.read(buffer)).isEqualTo(5000);
    assertThat(written[0]).isLessThan(15);
    assertThat(stream.readAllBytes()).hasSize(1000 * 1003 + 1 - 5000);
    assertThat(stream.read()).isEqualTo(-1);
  }

  @Property(tries = 200)
  void gzipReadsBackEqual(@ForAll @Size(max = 60_000) byte[] body, @ForAll @IntRange(min = 1, max = 9000) int chunk) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GzipStream gzip = new GzipStream(new ByteArrayInputStream(body))) {
      byte[] buffer = new byte[chunk];
      for (int n = gzip.read(buffer); n >= 0; n = gzip.read(buffer)) {
        compressed.write(buffer, 0, n);
      }
    }
    assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.toByteArray())).readAllBytes()).isEqualTo(body);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(GzipStream.compress(body))).readAllBytes()).isEqualTo(body);
  }

  private static String json(JsonData.Piece piece) throws IOException {
    return new String(new JsonStream(JsonData.of(piece)).readAllBytes(), StandardCharsets.UTF_8);
  }
}
