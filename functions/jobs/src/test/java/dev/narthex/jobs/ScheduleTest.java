package dev.narthex.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Property(tries = 300)
  void slotsAreOneIntervalApartAndStay(
      @ForAll String name, @ForAll @LongRange(min = 1, max = 7_200_000) long interval, @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long time) {
    Schedule schedule = Schedule.of(name, interval);
    long slot = schedule.slotFrom(time);
    assertThat(slot).isBetween(time, time + interval - 1);
    assertThat(schedule.slotFrom(slot)).isEqualTo(slot);
    assertThat(schedule.slotFrom(slot + 1)).isEqualTo(slot + interval);
    assertThat(Math.floorMod(slot, interval)).isEqualTo(schedule.phase());
  }

  @Test
  void phasesSpreadOverTheInterval() {
    int[] perSecond = new int[60];
    for (int i = 0; i < 6000; i++) {
      perSecond[(int) (Schedule.of("node-" + i, 60_000).phase() / 1000)]++;
    }
    assertThat(java.util.Arrays.stream(perSecond).boxed()).allSatisfy(n -> assertThat(n).isBetween(50, 150));
  }

  @Test
  void aSlotIsMissedAfterOneInterval() {
    Schedule schedule = new Schedule(15_000, 0);
    assertThat(schedule.missed(30_000, 45_000)).isFalse();
    assertThat(schedule.missed(30_000, 45_001)).isTrue();
  }
}
