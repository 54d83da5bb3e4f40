package dev.narthex.alert.recurring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.silence.Silence;
import dev.narthex.model.LabelMatcher;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurringSilenceTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static RecurringSilence silence(Days days, String from, Window.Length length) {
    return new RecurringSilence("nightly", List.of(LabelMatcher.equal("job", "backup")), "", BERLIN, List.of(new Window(days, LocalTime.parse(from), length)));
  }

  private static Window.Length until(String to) {
    return new Window.Length.Until(LocalTime.parse(to));
  }

  private static List<String> spans(RecurringSilence silence, String now) {
    return silence.inForce(Instant.parse(now)).stream().map(s -> s.startsAt() + "/" + s.endsAt()).toList();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "2026-01-01T20:59:59Z, ",
    "2026-01-01T21:00:00Z, 2026-01-01T21:00:00Z/2026-01-02T05:00:00Z",
    "2026-01-02T04:59:59Z, 2026-01-01T21:00:00Z/2026-01-02T05:00:00Z",
    "2026-01-02T05:00:00Z, ",
    "2026-07-01T20:00:00Z, 2026-07-01T20:00:00Z/2026-07-02T04:00:00Z",
    "2026-03-28T23:00:00Z, 2026-03-28T21:00:00Z/2026-03-29T04:00:00Z",
    "2026-10-24T23:00:00Z, 2026-10-24T20:00:00Z/2026-10-25T05:00:00Z"
  })
  void aNightHasAnHourLessInSpringAndOneMoreInAutumn(String now, String span) {
    assertThat(spans(silence(new Days.Daily(), "22:00", until("06:00")), now)).isEqualTo(span == null ? List.of() : List.of(span));
  }

  @ParameterizedTest(name = "{0} to {1} at {2}: {3}")
  @CsvSource({
    // 2026-03-29: 02:00 becomes 03:00
    "02:30, 04:00, 2026-03-29T01:00:00Z, 2026-03-29T01:00:00Z/2026-03-29T02:00:00Z",
    "02:30, 04:00, 2026-03-29T00:59:59Z, ",
    "01:00, 02:30, 2026-03-29T00:30:00Z, 2026-03-29T00:00:00Z/2026-03-29T01:00:00Z",
    "01:00, 02:30, 2026-03-29T01:00:00Z, ",
    // 2026-10-25: 03:00 becomes 02:00, so half past two comes twice
    "02:30, 02:45, 2026-10-25T00:30:00Z, 2026-10-25T00:30:00Z/2026-10-25T01:45:00Z",
    "02:30, 02:45, 2026-10-25T01:44:59Z, 2026-10-25T00:30:00Z/2026-10-25T01:45:00Z",
    "02:30, 02:45, 2026-10-25T01:45:00Z, "
  })
  void theHourThatIsMissingAndTheHourThatComesTwice(String from, String to, String now, String span) {
    assertThat(spans(silence(new Days.Daily(), from, until(to)), now)).isEqualTo(span == null ? List.of() : List.of(span));
  }

  @Test
  void aLengthCountsTimeAndNotClocks() {
    RecurringSilence weekend = silence(new Days.Weekly(Set.of(DayOfWeek.FRIDAY)), "18:00", new Window.Length.For(Duration.ofHours(62)));
    assertThat(spans(weekend, "2026-01-02T17:00:00Z")).containsExactly("2026-01-02T17:00:00Z/2026-01-05T07:00:00Z");
    assertThat(spans(weekend, "2026-03-30T06:59:59Z")).as("over the leap in spring").containsExactly("2026-03-27T17:00:00Z/2026-03-30T07:00:00Z");
    assertThat(spans(weekend, "2026-01-05T07:00:00Z")).isEmpty();
  }

  @Test
  void daysOfTheMonthCountFromItsEndToo() {
    RecurringSilence ends = silence(new Days.Monthly(Set.of(1, -1, 31)), "10:00", until("11:00"));
    assertThat(spans(ends, "2026-02-28T09:30:00Z")).hasSize(1);
    assertThat(spans(ends, "2028-02-28T09:30:00Z")).as("a leap year").isEmpty();
    assertThat(spans(ends, "2028-02-29T09:30:00Z")).hasSize(1);
    assertThat(spans(ends, "2026-03-01T09:30:00Z")).hasSize(1);
    assertThat(spans(ends, "2026-04-30T08:30:00Z")).as("the 31st passes April over, the last day does not").hasSize(1);
    assertThat(spans(ends, "2026-04-29T08:30:00Z")).isEmpty();
  }

  @Test
  void windowsThatOverlapAreSilencesOfTheirOwn() {
    RecurringSilence always = silence(new Days.Daily(), "00:00", new Window.Length.For(Duration.ofDays(2)));
    List<Silence> two = always.inForce(Instant.parse("2026-01-10T12:00:00Z"));
    assertThat(two).hasSize(2).extracting(Silence::id).doesNotHaveDuplicates();
  }

  @Test
  void anOccurrenceHasOneIdEverywhere() {
    RecurringSilence nightly = silence(new Days.Daily(), "22:00", until("06:00"));
    Silence early = nightly.inForce(Instant.parse("2026-01-01T21:00:00Z")).getFirst();
    Silence late = nightly.inForce(Instant.parse("2026-01-02T04:00:00Z")).getFirst();
    Silence next = nightly.inForce(Instant.parse("2026-01-02T21:00:00Z")).getFirst();
    assertThat(early).isEqualTo(late);
    assertThat(early.id()).isNotEqualTo(next.id()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(early.comment()).isEqualTo("nightly");
    assertThat(early.createdBy()).isEqualTo("narthex.yml");
  }

  @Test
  void aWindowFromMidnightToMidnightIsADay() {
    RecurringSilence sunday = silence(new Days.Weekly(Set.of(DayOfWeek.SUNDAY)), "00:00", until("00:00"));
    assertThat(spans(sunday, "2026-01-04T12:00:00Z")).containsExactly("2026-01-03T23:00:00Z/2026-01-04T23:00:00Z");
  }
}
