package dev.narthex.api.answer;

import dev.narthex.model.Labels;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** Measures how fast answers are written. A program, not a test: run it by hand and read the table. */
final class JsonSpeed {
  private static final int STEPS = 1_000;
  private static final int SERIES = 200;

  private JsonSpeed() {}

  public static void main(String[] arguments) throws IOException {
    measure("counters", i -> 1_000_000.0 + i * 137);
    measure("small integers", i -> i % 100);
    measure("two decimals", i -> i * 0.25);
    measure("six decimals", i -> (i * 7919 % 1_000_000) / 1e6);
    measure("full doubles", i -> Math.sqrt(i + 2));
    SplittableRandom random = new SplittableRandom(1);
    measure("loads", _ -> random.nextInt(500) / 100.0);
    measure("averages", _ -> (6_500_000_000L + random.nextInt(100_000_000)) / 5.0);
    measure("fractions", _ -> 1 - random.nextInt(27_000) / 27_000.0);
    measure("rates", _ -> random.nextInt(27_000) / 270.0);
  }

  private static void measure(String name, IntToDoubleFunction values) throws IOException {
    long[] times = new long[STEPS];
    Arrays.setAll(times, i -> 1_795_132_800_000L + i * 15_000L);
    double[][] samples = new double[SERIES][STEPS]; // all different, lest the processor learns them by heart
    for (int s = 0; s < SERIES; s++) {
      for (int i = 0; i < STEPS; i++) {
        samples[s][i] = values.applyAsDouble(s * STEPS + i);
      }
    }
    double best = 0;
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 100; round++) {
      long begun = System.nanoTime();
      long bytes = write(times, samples);
      long took = System.nanoTime() - begun;
      least = Math.min(least, took);
      best = Math.max(best, bytes / (took / 1e9));
    }
    System.out.printf("%-16s %6.0f MB/s %6.1f ns a sample%n", name, best / 1e6, least / (double) (SERIES * STEPS));
  }

  private static long write(long[] times, double[][] samples) throws IOException {
    int[] series = {0};
    JsonStream stream =
        new JsonStream(
            out -> {
              if (series[0] == 0) {
                out.generator().writeStartArray();
              }
              out.generator().writeStartObject();
              out.generator().writeFieldName("metric");
              out.labels(Labels.of("__name__", "http_requests_total", "instance", "host-" + series[0], "job", "api"));
              out.generator().writeFieldName("values");
              out.samples(times, samples[series[0]]);
              out.generator().writeEndObject();
              return ++series[0] < SERIES;
            });
    byte[] buffer = new byte[16 * 1024];
    long bytes = 0;
    for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
      bytes += n;
    }
    return bytes;
  }
}
