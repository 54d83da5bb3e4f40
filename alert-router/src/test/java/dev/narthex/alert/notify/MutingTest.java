package dev.narthex.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.Alert;
import dev.narthex.alert.inhibit.InhibitRule;
import dev.narthex.alert.inhibit.Inhibitor;
import dev.narthex.alert.matcher.MatcherIndex;
import dev.narthex.alert.interval.TimeInterval;
import dev.narthex.alert.route.GroupBy;
import dev.narthex.alert.route.Route;
import dev.narthex.alert.silence.Silence;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MutingTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final List<TimeInterval> MORNING = List.of(TimeInterval.parse(List.of(new TimeInterval.TimeOfDay("06:00", "12:00")), List.of(), List.of(), List.of(), List.of(), ""));

  private static Alert alert(String... labels) {
    return new Alert(Labels.of(labels), Labels.empty(), NOON.minusSeconds(60), NOON.plusSeconds(60), "", NOON, Alert.EndsBy.SENDER);
  }

  private static Route route(List<String> mute, List<String> active) {
    return new Route("0", "{}", "team", List.of(), Route.Continuation.STOP, new GroupBy.Named(Set.of()), 0, 0, 0, mute, active, Map.of(), List.of());
  }

  private static Silence silence(String id, LabelMatcher matcher) {
    return new Silence(id, List.of(matcher), NOON.minusSeconds(60), NOON.plusSeconds(60), NOON, "", "", Map.of(), 1);
  }

  @Test
  void theFirstReasonThatAppliesIsTheOneThatCounts() {
    InhibitRule rule = new InhibitRule("", List.of(LabelMatcher.equal("severity", "critical")), List.of(LabelMatcher.equal("severity", "warning")), Set.of());
    Alert critical = alert("severity", "critical");
    Alert warning = alert("severity", "warning");
    Alert info = alert("severity", "info");
    Muting muting = new Muting(new Inhibitor(List.of(rule), List.of(critical.labels())), Map.of(), MatcherIndex.of(List.of(silence("b", LabelMatcher.equal("severity", "warning")), silence("a", LabelMatcher.equal("severity", "info")), silence("c", LabelMatcher.equal("severity", "info"))), Silence::matchers), List.of());
    Muting.Sorted sorted = muting.sort(route(List.of(), List.of()), List.of(critical, warning, info), NOON);
    assertThat(sorted.passing()).containsExactly(critical);
    assertThat(sorted.muted()).containsEntry(warning, new Muting.Mute.Inhibited(critical.labels())).containsEntry(info, new Muting.Mute.Silenced(List.of("a", "c")));
  }

  @Test
  void intervalsMuteTheWholeRoute() {
    Muting muting = new Muting(new Inhibitor(List.of(), List.of()), Map.of("morning", MORNING), MatcherIndex.of(List.of(), Silence::matchers), List.of());
    Alert alert = alert("a", "b");
    assertThat(muting.sort(route(List.of("morning"), List.of()), List.of(alert), NOON.minusSeconds(1)).muted()).containsEntry(alert, new Muting.Mute.Muted(List.of("morning")));
    assertThat(muting.sort(route(List.of("morning"), List.of()), List.of(alert), NOON).passing()).containsExactly(alert);
    assertThat(muting.sort(route(List.of(), List.of("morning")), List.of(alert), NOON).muted()).containsEntry(alert, new Muting.Mute.Inactive(List.of("morning")));
    assertThat(muting.sort(route(List.of(), List.of("morning")), List.of(alert), NOON.minusSeconds(1)).passing()).containsExactly(alert);
  }
}
