package dev.narthex.local.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.jobs.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-20T10:00:20Z"));
  private final Complaints complaints = new Complaints(clock);

  @Test
  void ofAKindOneIsSaidAMinute() {
    assertThat(complaints.raise("disk", "a is full")).hasValue("a is full");
    assertThat(complaints.raise("late", "b is late")).hasValue("b is late");
    for (int i = 0; i < 7; i++) {
      clock.advance(Duration.ofSeconds(8));
      assertThat(complaints.raise("disk", "c is full")).isEmpty();
    }
    clock.advance(Duration.ofSeconds(4));
    assertThat(complaints.raise("disk", "d is full")).hasValue("d is full (and 7 more like it)");
    clock.advance(Duration.ofSeconds(60));
    assertThat(complaints.raise("disk", "e is full")).hasValue("e is full");
  }
}
