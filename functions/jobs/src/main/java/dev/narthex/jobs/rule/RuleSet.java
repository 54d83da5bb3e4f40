package dev.narthex.jobs.rule;

import dev.narthex.jobs.Schedule;
import dev.narthex.rules.RuleGroup;
import dev.narthex.tsdb.timeline.TargetIdentity;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that is evaluated for a tenant under one configuration.
 *
 * @param config content hash of the configuration version, which holds the groups themselves
 * @param batches by name
 */
public record RuleSet(String config, List<Batch> batches) {
  /** What stands before the first discovery. */
  public static final RuleSet EMPTY = new RuleSet("", List.of());

  public RuleSet {
    batches = List.copyOf(batches);
  }

  /**
   * Groups that one job evaluates: one read of recent data, one object a tick.
   *
   * @param name unique within the tenant; its hash is the phase, and it is the shard of its blocks
   * @param interval milliseconds, the same for all groups
   */
  public record Batch(String name, long interval, List<Member> members) {
    public Batch {
      members = List.copyOf(members);
    }

    public Schedule schedule() {
      return Schedule.of(name, interval);
    }
  }

  /**
   * A group in a batch.
   *
   * @param group its key, {@link RuleGroup#key}
   * @param rules keys of its rules, in the order of the file
   */
  public record Member(String group, List<String> rules) {
    public Member {
      rules = List.copyOf(rules);
    }
  }

  public Optional<Batch> batch(String name) {
    return batches.stream().filter(batch -> batch.name().equals(name)).findFirst();
  }

  /** Batch names by group key. */
  public Map<String, String> assignment() {
    return batches.stream().flatMap(batch -> batch.members().stream().map(member -> Map.entry(member.group(), batch.name()))).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The timelines of all rules. */
  public Set<TargetIdentity> timelines() {
    Set<TargetIdentity> timelines = new LinkedHashSet<>();
    for (Batch batch : batches) {
      for (Member member : batch.members()) {
        member.rules().forEach(rule -> timelines.add(RuleTimeline.of(member.group(), rule)));
      }
    }
    return timelines;
  }
}
