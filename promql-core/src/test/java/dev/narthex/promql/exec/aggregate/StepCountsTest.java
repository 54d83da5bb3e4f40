package dev.narthex.promql.exec.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.source.Budget;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StepCountsTest {
  private static final int STEPS = 50;

  @Test
  void countsAsAnArrayOfAllStepsDoes() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      double[] wanted = Absent.array(STEPS);
      StepCounts all = new StepCounts(STEPS, Budget.unlimited());
      for (int part = 0; part < 3; part++) {
        StepCounts counts = new StepCounts(STEPS, Budget.unlimited());
        for (int n = random.nextInt(60); n > 0; n--) {
          int step = random.nextInt(1 + random.nextInt(STEPS));
          counts.add(step, 1);
          wanted[step] = Absent.is(wanted[step]) ? 1 : wanted[step] + 1;
        }
        all.addAll(counts);
      }
      assertThat(bits(all.perStep())).as("seed %d", seed).containsExactly(bits(wanted));
    }
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
