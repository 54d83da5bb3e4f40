package dev.narthex.alert.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.alert.matcher.MatcherMode;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SilencesTest {
  private Instant now = Instant.parse("2026-01-01T12:00:00.500Z");
  private int next;
  private final Silences silences = new Silences(new MemorySilenceStore(), () -> now, () -> "id-" + ++next, new Silences.Limits(0, 200, Duration.ofHours(1), MatcherMode.FALLBACK));

  private Silence wanted(String id, Instant start, Instant end, LabelMatcher... matchers) {
    return new Silence(id, List.of(matchers), start, end, now, "me", "why", Map.of(), 0);
  }

  private static final LabelMatcher JOB = LabelMatcher.equal("job", "node");

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void aStartInThePastIsMovedToNow() {
    String id = silences.set(wanted("", now.minusSeconds(3600), now.plusSeconds(60), JOB));
    assertThat(silences.get(id)).map(Silence::startsAt).contains(now);
    assertThat(silences.mutedBy(Labels.of("job", "node"), silences.all(), now)).containsExactly(id);
    assertThat(silences.mutedBy(Labels.of("job", "other"), silences.all(), now)).isEmpty();
  }

  @Test
  void anActiveSilenceIsExtendedInPlace() {
    String id = silences.set(wanted("", now, now.plusSeconds(60), JOB));
    Instant start = now;
    pass(Duration.ofSeconds(10));
    assertThat(silences.set(wanted(id, start, now.plusSeconds(600), JOB))).isEqualTo(id);
    assertThat(silences.get(id)).map(Silence::startsAt).contains(start);
  }

  @Test
  void otherMatchersMakeANewSilenceAndEndTheOldOne() {
    String id = silences.set(wanted("", now, now.plusSeconds(60), JOB));
    pass(Duration.ofSeconds(10));
    String other = silences.set(wanted(id, now, now.plusSeconds(60), LabelMatcher.equal("job", "db")));
    assertThat(other).isNotEqualTo(id);
    assertThat(silences.get(id).orElseThrow().stateAt(now)).isEqualTo(Silence.State.EXPIRED);
  }

  @Test
  void aPendingSilenceMayMoveButNotIntoThePast() {
    String id = silences.set(wanted("", now.plusSeconds(100), now.plusSeconds(200), JOB));
    assertThat(silences.set(wanted(id, now.plusSeconds(50), now.plusSeconds(200), JOB))).isEqualTo(id);
    assertThat(silences.set(wanted(id, now.minusSeconds(50), now.plusSeconds(200), JOB))).isNotEqualTo(id);
  }

  @Test
  void expiringTwiceIsOnce() {
    String id = silences.set(wanted("", now, now.plusSeconds(60), JOB));
    silences.expire(id);
    Silence first = silences.get(id).orElseThrow();
    pass(Duration.ofSeconds(5));
    silences.expire(id);
    assertThat(silences.get(id)).contains(first);
    assertThatThrownBy(() -> silences.expire("nope")).isInstanceOfSatisfying(SilenceException.class, e -> assertThat(e.kind()).isEqualTo(SilenceException.Kind.UNKNOWN));
  }

  @Test
  void expiringAPendingSilenceLeavesNoTimeInIt() {
    String id = silences.set(wanted("", now.plusSeconds(100), now.plusSeconds(200), JOB));
    silences.expire(id);
    pass(Duration.ofSeconds(150));
    assertThat(silences.mutedBy(Labels.of("job", "node"), silences.all(), now)).isEmpty();
  }

  @Test
  void refusesWhatMutesEverythingOrNothing() {
    assertThatThrownBy(() -> silences.set(wanted("", now, now.plusSeconds(1)))).hasMessageContaining("at least one matcher required");
    assertThatThrownBy(() -> silences.set(wanted("", now, now.plusSeconds(1), LabelMatcher.of(LabelMatcher.Type.REGEX, "a", ".*")))).hasMessageContaining("must not match the empty string");
    assertThatThrownBy(() -> silences.set(wanted("", now, now.minusSeconds(1), JOB))).hasMessageContaining("end time");
    assertThatThrownBy(() -> silences.set(wanted("", now, now.plusSeconds(1), LabelMatcher.equal("a", "x".repeat(300))))).hasMessageContaining("maximum size");
  }

  @Test
  void endedSilencesAreForgottenAfterTheRetention() {
    silences.set(wanted("", now, now.plusSeconds(60), JOB));
    pass(Duration.ofMinutes(30));
    silences.collect();
    assertThat(silences.all()).hasSize(1);
    pass(Duration.ofMinutes(40));
    silences.collect();
    assertThat(silences.all()).isEmpty();
  }
}
