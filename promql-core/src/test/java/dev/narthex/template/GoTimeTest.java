package dev.narthex.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoTimeTest {
  private static final Instant TIME = Instant.parse("2009-02-04T21:00:57.012345600Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2006-01-02 15:04:05 | 2009-02-04 21:00:57",
        "Mon Jan _2 15:04:05 2006 | Wed Feb  4 21:00:57 2009",
        "Monday, 02-Jan-06 15:04:05 MST | Wednesday, 04-Feb-09 21:00:57 UTC",
        "2006-01-02T15:04:05Z07:00 | 2009-02-04T21:00:57Z",
        "2006-01-02T15:04:05.999999999Z07:00 | 2009-02-04T21:00:57.0123456Z",
        "3:04PM | 9:00PM",
        "Jan _2 15:04:05.000 | Feb  4 21:00:57.012",
        "05.000000 | 57.012345",
        "January 2 2006 | February 4 2009",
        "002 | 035",
        "-0700 -07:00 -07 | +0000 +00:00 +00",
        "Month | Month",
      })
  void layouts(String layout, String text) {
    assertThat(GoTime.format(TIME.atZone(ZoneOffset.UTC), layout)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"15:04 -0700 MST | 22:00 +0100 CET", "2006-01-02T15:04:05Z07:00 | 2009-02-04T22:00:57+01:00"})
  void zones(String layout, String text) {
    assertThat(GoTime.format(TIME.atZone(ZoneId.of("Europe/Berlin")), layout)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0,0s", "1500,1.5µs", "2000000,2ms", "1000000000,1s", "61500000000,1m1.5s", "3600000000000,1h0m0s", "-90000000000,-1m30s", "999,999ns"})
  void durations(long nanos, String text) {
    assertThat(GoTime.durationText(nanos)).isEqualTo(text);
  }
}
