package dev.narthex.alert.inhibit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InhibitorTest {
  private static final InhibitRule RULE =
      new InhibitRule("", List.of(LabelMatcher.equal("severity", "critical")), List.of(LabelMatcher.equal("severity", "warning")), Set.of("cluster"));

  @Test
  void aFiringSourceMutesTargetsWithEqualLabels() {
    Inhibitor inhibitor = new Inhibitor(List.of(RULE), List.of(Labels.of("severity", "critical", "cluster", "a")));
    assertThat(inhibitor.inhibitedBy(Labels.of("severity", "warning", "cluster", "a"))).contains(Labels.of("severity", "critical", "cluster", "a"));
    assertThat(inhibitor.inhibitedBy(Labels.of("severity", "warning", "cluster", "b"))).isEmpty();
    assertThat(inhibitor.inhibitedBy(Labels.of("severity", "info", "cluster", "a"))).isEmpty();
  }

  @Test
  void aLabelThatBothLackIsEqual() {
    Inhibitor inhibitor = new Inhibitor(List.of(RULE), List.of(Labels.of("severity", "critical")));
    assertThat(inhibitor.inhibitedBy(Labels.of("severity", "warning"))).isPresent();
    assertThat(inhibitor.inhibitedBy(Labels.of("severity", "warning", "cluster", "a"))).isEmpty();
  }

  @Test
  void alertsOnBothSidesDoNotMuteEachOther() {
    InhibitRule any = new InhibitRule("", List.of(LabelMatcher.of(LabelMatcher.Type.REGEX, "alertname", ".+")), List.of(LabelMatcher.equal("team", "x")), Set.of());
    Labels a = Labels.of("alertname", "A", "team", "x");
    Labels b = Labels.of("alertname", "B", "team", "x");
    assertThat(new Inhibitor(List.of(any), List.of(a, b)).inhibitedBy(a)).isEmpty();
    Labels other = Labels.of("alertname", "C");
    assertThat(new Inhibitor(List.of(any), List.of(a, b, other)).inhibitedBy(a)).contains(other);
  }

  @Test
  void whenOneOfTwoSourcesEndsTheOtherStillMutes() {
    Labels first = Labels.of("severity", "critical", "cluster", "a", "n", "1");
    Labels second = Labels.of("severity", "critical", "cluster", "a", "n", "2");
    Labels target = Labels.of("severity", "warning", "cluster", "a");
    assertThat(new Inhibitor(List.of(RULE), List.of(first, second)).inhibitedBy(target)).isPresent();
    assertThat(new Inhibitor(List.of(RULE), List.of(second)).inhibitedBy(target)).contains(second);
  }

  @Test
  void anEmptyRuleIsLegalAndMutesNothing() {
    Labels a = Labels.of("alertname", "A");
    Labels b = Labels.of("alertname", "B");
    assertThat(new Inhibitor(List.of(new InhibitRule("", List.of(), List.of(), Set.of())), List.of(a, b)).inhibitedBy(a)).isEmpty();
  }
}
