package dev.narthex.alert.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.alert.interval.TimeInterval.TimeOfDay;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeIntervalTest {
  private static TimeInterval times(String start, String end, String zone) {
    return TimeInterval.parse(List.of(new TimeOfDay(start, end)), List.of(), List.of(), List.of(), List.of(), zone);
  }

  private static TimeInterval days(String... days) {
    return TimeInterval.parse(List.of(), List.of(), List.of(days), List.of(), List.of(), "");
  }

  @Test
  void theEndOfATimeRangeIsNotIncluded() {
    TimeInterval office = times("09:00", "17:00", "");
    assertThat(office.contains(Instant.parse("2026-03-02T09:00:00Z"))).isTrue();
    assertThat(office.contains(Instant.parse("2026-03-02T16:59:59Z"))).isTrue();
    assertThat(office.contains(Instant.parse("2026-03-02T17:00:00Z"))).isFalse();
    assertThat(times("23:00", "24:00", "").contains(Instant.parse("2026-03-02T23:59:59Z"))).isTrue();
  }

  @Test
  void allFieldsMustMatch() {
    TimeInterval interval =
        TimeInterval.parse(List.of(new TimeOfDay("09:00", "17:00")), List.of("monday:friday"), List.of("1:7"), List.of("january", "3:4"), List.of("2026:2027"), "");
    assertThat(interval.contains(Instant.parse("2026-03-02T10:00:00Z"))).isTrue();
    assertThat(interval.contains(Instant.parse("2026-03-01T10:00:00Z"))).as("a Sunday").isFalse();
    assertThat(interval.contains(Instant.parse("2026-03-09T10:00:00Z"))).as("the ninth").isFalse();
    assertThat(interval.contains(Instant.parse("2026-05-04T10:00:00Z"))).as("May").isFalse();
    assertThat(interval.contains(Instant.parse("2028-03-02T10:00:00Z"))).as("2028").isFalse();
  }

  @Test
  void daysCountFromTheEndWhenNegativeAndAreClampedToTheMonth() {
    assertThat(days("-1").contains(Instant.parse("2026-02-28T00:00:00Z"))).isTrue();
    assertThat(days("-1").contains(Instant.parse("2024-02-28T00:00:00Z"))).as("leap year").isFalse();
    assertThat(days("-3:-1").contains(Instant.parse("2026-04-28T00:00:00Z"))).isTrue();
    assertThat(days("28:31").contains(Instant.parse("2026-02-28T00:00:00Z"))).isTrue();
    assertThat(days("30:31").contains(Instant.parse("2026-02-28T00:00:00Z"))).isFalse();
    assertThat(days("25:-1").contains(Instant.parse("2026-02-26T00:00:00Z"))).isTrue();
  }

  @Test
  void springHoursThatDoNotExistNeverMatchAndAutumnHoursMatchTwice() {
    TimeInterval early = times("02:00", "03:00", "Europe/Berlin");
    // 2026-03-29: 01:59:59 CET is followed by 03:00 CEST
    for (Instant t = Instant.parse("2026-03-29T00:00:00Z"); t.isBefore(Instant.parse("2026-03-29T04:00:00Z")); t = t.plusSeconds(600)) {
      assertThat(early.contains(t)).as(t.toString()).isFalse();
    }
    // 2026-10-25: 02:00–03:00 happens in CEST and again in CET
    assertThat(early.contains(Instant.parse("2026-10-25T00:30:00Z"))).isTrue();
    assertThat(early.contains(Instant.parse("2026-10-25T01:30:00Z"))).isTrue();
    assertThat(early.contains(Instant.parse("2026-10-25T02:30:00Z"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"17:00,09:00", "09:00,09:00", "9:00,10:00", "09:00,25:00", "09:60,10:00", "24:01,24:02", "aa:bb,10:00"})
  void refusesBadTimes(String start, String end) {
    assertThatThrownBy(() -> times(start, end, "")).isInstanceOf(IllegalArgumentException.class).hasMessageMatching("(?s).*(start time|invalid format).*");
  }

  @ParameterizedTest
  @CsvSource({"0", "32", "-32", "-1:5", "10:5", "-1:-5", "1:2:3", "x"})
  void refusesBadDays(String days) {
    assertThatThrownBy(() -> days(days)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesRangesThatWrapAndUnknownZones() {
    assertThatThrownBy(() -> TimeInterval.parse(List.of(), List.of("friday:monday"), List.of(), List.of(), List.of(), "")).hasMessageContaining("start weekday cannot be after end weekday");
    assertThatThrownBy(() -> TimeInterval.parse(List.of(), List.of("someday"), List.of(), List.of(), List.of(), "")).hasMessageContaining("not a valid weekday");
    assertThatThrownBy(() -> times("09:00", "10:00", "Mars/Olympus")).hasMessageContaining("unknown time zone Mars/Olympus");
  }
}
