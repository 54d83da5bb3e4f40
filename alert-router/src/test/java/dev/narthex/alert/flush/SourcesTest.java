package dev.narthex.alert.flush;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.Alert;
import dev.narthex.alert.ingest.StoredAlert;
import dev.narthex.alert.inhibit.InhibitRule;
import dev.narthex.alert.inhibit.Inhibitor;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourcesTest {
  private static final Instant START = Instant.ofEpochSecond(1_000);
  private static final Labels TARGET = Labels.of("severity", "warning");
  private static final Labels SOURCE = Labels.of("severity", "page");
  private final List<InhibitRule> rules =
      List.of(new InhibitRule("", List.of(LabelMatcher.equal("severity", "page")), List.of(LabelMatcher.equal("severity", "warning")), Set.of()));
  private final Sources sources = new Sources();

  private static StoredAlert alert(Labels labels, long endsAfter) {
    return new StoredAlert(new Alert(labels, Labels.of(), START, START.plusSeconds(endsAfter), "", START, Alert.EndsBy.SENDER), List.of(), 1);
  }

  @Test
  void aListIsWorkedOutOnceUntilOneOfItsAlertsEnds() {
    List<StoredAlert> all = List.of(alert(SOURCE, 60), alert(Labels.of("a", "b"), 5), alert(TARGET, 100));
    Inhibitor first = sources.at(rules, all, START.plusSeconds(10));
    assertThat(first.inhibitedBy(TARGET)).contains(SOURCE);
    assertThat(sources.at(rules, all, START.plusSeconds(59))).isSameAs(first);
    assertThat(sources.at(rules, all, START.plusSeconds(5))).isSameAs(first);
    assertThat(sources.at(rules, all, START.plusSeconds(4))).as("an alert that is over now fired then").isNotSameAs(first);
    assertThat(sources.at(rules, all, START.plusSeconds(60)).inhibitedBy(TARGET)).as("the source has ended").isEmpty();
  }

  @Test
  void anotherListIsAnotherMatter() {
    assertThat(sources.at(rules, List.of(alert(SOURCE, 60), alert(TARGET, 60)), START).inhibitedBy(TARGET)).isPresent();
    assertThat(sources.at(rules, List.of(alert(TARGET, 60)), START).inhibitedBy(TARGET)).isEmpty();
    assertThat(sources.at(List.of(), List.of(alert(SOURCE, 60)), START).inhibitedBy(TARGET)).isEmpty();
  }
}
