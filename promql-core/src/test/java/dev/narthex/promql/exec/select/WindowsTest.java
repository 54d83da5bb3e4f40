package dev.narthex.promql.exec.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.promql.exec.Row;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowsTest {
  @Test
  void knowsFromWhichStepOnWindowsHoldSamples() {
    for (int seed = 0; seed < 5000; seed++) {
      Random random = new Random(seed);
      long[] times = random.longs(random.nextInt(12), 0, 60).sorted().distinct().toArray();
      WindowGrid grid = new WindowGrid(random.nextInt(30), 1 + random.nextInt(9), 1 + random.nextInt(8), 1 + random.nextInt(20));
      Windows windows = Windows.of(times, grid);
      assertThat(windows.oneFrom()).as("seed %d", seed).isEqualTo(from(windows, 1));
      assertThat(windows.twoFrom()).as("seed %d", seed).isEqualTo(from(windows, 2));
    }
  }

  /** The same by looking at each step. */
  private static int from(Windows windows, int least) {
    int first = 0;
    while (first < windows.steps() && windows.size(first) < least) {
      first++;
    }
    for (int i = first; i < windows.steps(); i++) {
      if (windows.size(i) < least) {
        return Row.UNKNOWN;
      }
    }
    return first;
  }
}
