package dev.narthex.alert.inhibit;

import dev.narthex.alert.matcher.MatcherIndex;
import dev.narthex.model.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which alerts inhibit which, at one moment. Sources are all firing alerts, whatever their route and even if they are muted
 * themselves; an alert that matches both sides of a rule is not inhibited by another that does. Any firing source suffices, so one
 * that resolves does not end an inhibition that another still holds up.
 */
public final class Inhibitor {
  /** Per rule that has any: firing sources by the values of its equal labels, in the order of the rules. */
  private final List<Indexed> rules = new ArrayList<>();

  private record Indexed(InhibitRule rule, Map<Labels, List<Labels>> sources) {}

  public Inhibitor(List<InhibitRule> rules, Collection<Labels> firing) {
    List<Indexed> all = rules.stream().map(rule -> new Indexed(rule, new HashMap<>())).toList();
    MatcherIndex<Indexed> bySource = MatcherIndex.of(all, indexed -> indexed.rule.sources());
    if (!all.isEmpty()) {
      for (Labels alert : firing) {
        bySource.matching(alert, indexed -> indexed.sources.computeIfAbsent(alert.keepOnly(indexed.rule.equal()), k -> new ArrayList<>()).add(alert));
      }
    }
    for (Indexed indexed : all) {
      if (!indexed.sources.isEmpty()) {
        indexed.sources.values().forEach(list -> list.sort(null));
        this.rules.add(indexed);
      }
    }
  }

  /** The source that mutes an alert, by the first rule that applies; empty when nothing does. */
  public Optional<Labels> inhibitedBy(Labels alert) {
    for (Indexed indexed : rules) {
      if (!indexed.rule.isTarget(alert)) {
        continue;
      }
      boolean bothSides = indexed.rule.isSource(alert);
      for (Labels source : indexed.sources.getOrDefault(alert.keepOnly(indexed.rule.equal()), List.of())) {
        if (!bothSides || !indexed.rule.isTarget(source)) {
          return Optional.of(source);
        }
      }
    }
    return Optional.empty();
  }
}
