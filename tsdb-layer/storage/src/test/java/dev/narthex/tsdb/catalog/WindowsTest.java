package dev.narthex.tsdb.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class WindowsTest {
  private static final long YEAR_0 = -62_167_219_200_000L;
  private static final long YEAR_9999 = 253_402_300_799_999L;

  @Property
  void namesAreDatesInDigits(@ForAll @LongRange(min = YEAR_0, max = YEAR_9999) long time) {
    assertThat(Windows.hour(time)).isEqualTo(name(time, "uuuuMMddHH"));
    assertThat(Windows.day(time)).isEqualTo(name(time, "uuuuMMdd"));
    assertThat(Windows.month(time)).isEqualTo(name(time, "uuuuMM"));
    assertThat(Windows.hourStart(Windows.hour(time))).isEqualTo(Windows.start(time, Windows.HOUR));
  }

  private static String name(long time, String pattern) {
    return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC).format(Instant.ofEpochMilli(time));
  }
}
