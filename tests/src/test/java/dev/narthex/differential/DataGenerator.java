package dev.narthex.differential;

import dev.narthex.differential.ReferenceData.Point;
import dev.narthex.differential.ReferenceData.Series;
import dev.narthex.model.Labels;
import dev.narthex.model.StaleMarker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Series of three metrics over about half an hour: {@code c_total} (counters with resets), {@code g} (gauges with NaN and infinities now
 * and then), {@code h_bucket} (classic histograms). Values are eighths, so that sums are exact whatever their order. Scrapes are
 * missed, series go stale and come back.
 */
final class DataGenerator {
  static final long SPAN = 30 * 60_000;

  private final Random random;

  DataGenerator(Random random) {
    this.random = random;
  }

  ReferenceData generate() {
    List<Series> all = new ArrayList<>();
    long interval = List.of(10_000L, 15_000L, 30_000L, 60_000L).get(random.nextInt(4));
    for (String a : List.of("1", "2")) {
      long phase = random.nextInt((int) interval);
      for (String b : List.of("x", "y", "z")) {
        if (random.nextInt(8) == 0) {
          continue;
        }
        all.add(counter(Labels.of("__name__", "c_total", "a", a, "b", b), interval, phase));
        all.add(gauge(Labels.of("__name__", "g", "a", a, "b", b), interval, phase));
      }
      all.add(gauge(Labels.of("__name__", "limit", "a", a), interval, phase));
      all.addAll(histogram(a, interval, phase));
    }
    return new ReferenceData(all);
  }

  private Series counter(Labels labels, long interval, long phase) {
    double value = random.nextInt(100);
    List<Point> points = new ArrayList<>();
    for (long t = phase; t <= SPAN; t += interval) {
      value = random.nextInt(40) == 0 ? random.nextInt(3) : value + random.nextInt(20) * (random.nextInt(3) == 0 ? 0 : 1);
      add(points, t, value);
    }
    return new Series(labels, points);
  }

  private Series gauge(Labels labels, long interval, long phase) {
    List<Point> points = new ArrayList<>();
    boolean wild = random.nextInt(6) == 0;
    for (long t = phase; t <= SPAN; t += interval) {
      double value = (random.nextInt(4000) - 1000) / 8.0;
      if (wild && random.nextInt(12) == 0) {
        value = List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0).get(random.nextInt(4));
      }
      add(points, t, value);
    }
    return new Series(labels, points);
  }

  private List<Series> histogram(String a, long interval, long phase) {
    List<String> bounds = List.of("0.1", "0.5", "1", "5", "+Inf");
    List<List<Point>> points = new ArrayList<>();
    bounds.forEach(b -> points.add(new ArrayList<>()));
    double[] counts = new double[bounds.size()];
    for (long t = phase; t <= SPAN; t += interval) {
      int[] fresh = new int[bounds.size()];
      for (int i = 0; i < fresh.length; i++) {
        fresh[i] = random.nextInt(6);
      }
      double sum = 0;
      for (int i = 0; i < counts.length; i++) {
        sum += fresh[i];
        counts[i] += sum;
        points.get(i).add(new Point(t, counts[i]));
      }
    }
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < bounds.size(); i++) {
      series.add(new Series(Labels.of("__name__", "h_bucket", "a", a, "le", bounds.get(i)), points.get(i)));
    }
    return series;
  }

  private void add(List<Point> points, long t, double value) {
    int dice = random.nextInt(60);
    if (dice == 0) {
      points.add(new Point(t, StaleMarker.VALUE));
    } else if (dice > 3) {
      points.add(new Point(t, value));
    }
  }
}
