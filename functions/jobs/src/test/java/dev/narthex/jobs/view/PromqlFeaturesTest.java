package dev.narthex.jobs.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.promql.query.QueryFeature;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromqlFeaturesTest {
  @Test
  void tellsWhatIsSwitchedOn() {
    PromqlFeatures plain = new PromqlFeatures(Set.of());
    assertThat(plain.functions()).hasSize(90).containsEntry("rate", true).containsEntry("info", false);
    assertThat(plain.operators()).containsEntry("atan2", true).containsEntry(">/", true).containsEntry("sum", true).containsEntry("limitk", false);
    assertThat(plain.language()).containsEntry("offset", true).containsEntry("fill", false).containsEntry("smoothed", false);

    PromqlFeatures more = new PromqlFeatures(Set.of(QueryFeature.EXPERIMENTAL_FUNCTIONS, QueryFeature.BINOP_FILL_MODIFIERS));
    assertThat(more.functions()).doesNotContainValue(false);
    assertThat(more.operators()).doesNotContainValue(false);
    assertThat(more.language()).containsEntry("fill", true).containsEntry("smoothed", false);
  }
}
