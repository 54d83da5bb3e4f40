package dev.narthex.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
  @ParameterizedTest
  @ValueSource(strings = {
    "2026-11-24T12:00:00Z", "0001-01-01T00:00:00Z", "2024-02-29T23:59:59.9Z", "2026-11-24T12:00:00.123456789Z", "2026-11-24T12:00:00.000Z", "2026-11-24T12:00:00+02:00",
    "2026-11-24T12:00:00.5-11:30", "2026-11-24t12:00:00z", "2026-11-24T12:00Z"
  })
  void readsTimesAsTheJdkDoes(String text) {
    assertThat(Rfc3339.instant(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "Z", "yesterday", "2026-02-30T12:00:00Z", "2026-13-01T12:00:00Z", "2026-11-24T24:00:00Z", "2026-11-24T12:60:00Z", "2026-11-24T12:00:60Z",
    "2026-11-24T12:00:00.1234567890Z", "2026-11-24T12:00:00,5Z", "2026-11-24 12:00:00Z", "2026-11-24T12:00:00", "2026-00-24T12:00:00Z", "2026-11-24T1a:00:00Z"
  })
  void refusesOthers(String text) {
    assertThatThrownBy(() -> Rfc3339.instant(text)).isInstanceOf(DateTimeParseException.class);
  }

  @Test
  void readsWhatInstantsPrint() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      Instant time = Instant.ofEpochSecond(random.nextLong(-60_000_000_000L, 250_000_000_000L), i % 3 == 0 ? 0 : random.nextInt(1_000_000_000));
      assertThat(Rfc3339.instant(time.toString())).isEqualTo(time);
    }
  }
}
