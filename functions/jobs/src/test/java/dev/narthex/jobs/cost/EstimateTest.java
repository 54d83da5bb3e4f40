package dev.narthex.jobs.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {
  private static final double DAYS = 30;

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource({"4, 10, 60", "2, 10, 30"})
  void meterAndEstimateAgree(int targets, int seriesOfEach, int interval) throws IOException {
    SimulatedDay day = new SimulatedDay(folder, targets, seriesOfEach, interval);
    day.run(Duration.ofHours(26)); // what a first day lacks, a later one has: sweeps, days to compact
    day.run(Duration.ofHours(24));
    double estimated = dollars(lines(new Workload((long) targets * seriesOfEach, interval, targets, 0, 15)), Line.Part.REQUESTS) / DAYS;
    assertThat(estimated).as(day.table()).isCloseTo(day.dollars(Prices.US_EAST_1), withPercentage(5));
  }

  @Test
  void aMillionSeriesEachMinuteCostWhatTheDesignSays() {
    List<Line> lines = lines(new Workload(1_000_000, 60, 1000, 10_000, 150));
    assertThat(lines.stream().mapToDouble(Line::dollars).sum()).isBetween(25.0, 60.0);
    assertThat(dollars(lines, Line.Part.REQUESTS)).isGreaterThan(dollars(lines, Line.Part.FIXED));
  }

  private static List<Line> lines(Workload load) {
    return Estimate.lines(load, Prices.US_EAST_1, Assumptions.USUAL);
  }

  private static double dollars(List<Line> lines, Line.Part part) {
    return lines.stream().filter(line -> line.part() == part).mapToDouble(Line::dollars).sum();
  }
}
