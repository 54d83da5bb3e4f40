package dev.narthex.api;

import dev.narthex.api.rules.GroupStatus;
import dev.narthex.api.rules.RuleStatus;
import dev.narthex.api.rules.RulesView;
import dev.narthex.model.Labels;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.parse.ParserOptions;
import dev.narthex.promql.parse.PromqlParser;
import dev.narthex.rules.ActiveAlert;
import dev.narthex.rules.Rule;
import dev.narthex.rules.RuleGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Two groups: an alert that fires and a recording rule that failed; and one that was never evaluated. */
final class SampleRules {
  private static final Expr UP = new PromqlParser(ParserOptions.DEFAULTS).parse("up == 0");

  private SampleRules() {}

  static RulesView view() {
    return new RulesView() {
      @Override
      public List<GroupStatus> groups(Tenant tenant) {
        return List.of(evaluated(), fresh());
      }

      @Override
      public Alertmanagers alertmanagers(Tenant tenant) {
        return new Alertmanagers(List.of("http://am:9093/api/v2/alerts"), List.of());
      }
    };
  }

  private static GroupStatus evaluated() {
    Rule alert = new Rule.Alerting("Down", "up == 0", UP, 60_000, 1_500, Map.of("severity", "page"), Map.of("summary", "{{ $labels.job }}"));
    Rule record = new Rule.Recording("job:up:sum", "sum by (job) (up)", UP, Map.of());
    Optional<GroupStatus.Evaluated> last = Optional.of(new GroupStatus.Evaluated(SamplePorts.NOW, Duration.ofMillis(20)));
    long now = SamplePorts.NOW.toEpochMilli();
    ActiveAlert firing = active(ActiveAlert.State.FIRING, "a", now);
    ActiveAlert over = active(ActiveAlert.State.INACTIVE, "b", now);
    return new GroupStatus(
        new RuleGroup("rules.yml", "first", 15_000, OptionalLong.empty(), 0, List.of(alert, record)),
        last,
        List.of(new RuleStatus(alert, last, "", List.of(firing, over)), new RuleStatus(record, last, "too many samples", List.of())));
  }

  private static ActiveAlert active(ActiveAlert.State state, String job, long now) {
    return new ActiveAlert(
        Labels.of("alertname", "Down", "job", job), Map.of("summary", job), state, 0.5, now - 90_000, OptionalLong.of(now - 30_000), OptionalLong.empty(),
        OptionalLong.empty(), OptionalLong.empty(), now);
  }

  private static GroupStatus fresh() {
    Rule record = new Rule.Recording("fresh", "up == 0", UP, Map.of("team", "x"));
    return new GroupStatus(
        new RuleGroup("rules.yml", "second", 60_000, OptionalLong.empty(), 5, List.of(record)),
        Optional.empty(),
        List.of(new RuleStatus(record, Optional.empty(), "", List.of())));
  }
}
