package dev.narthex.jobs.evaluate;

import dev.narthex.rules.GroupEvaluator;
import dev.narthex.rules.GroupMemory;
import dev.narthex.rules.RuleMemory;
import dev.narthex.rules.RuleOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an evaluation of a batch left, stored with its samples: the state of the next evaluation, what the API shows, and the alerts to be
 * told.
 *
 * @param tick the slot, epoch milliseconds
 */
public record EvaluationRecord(String batch, long tick, List<Group> groups) {
  public EvaluationRecord {
    groups = List.copyOf(groups);
  }

  /**
   * A group.
   *
   * @param key {@code file;name}
   * @param at when its evaluation began, epoch milliseconds of the clock
   * @param rules in the order of the file
   */
  public record Group(String key, long at, long tookNanos, List<Rule> rules) {
    public Group {
      rules = List.copyOf(rules);
    }

    /** What the next evaluation starts from. */
    GroupMemory memory(long tick) {
      return new GroupMemory(tick, rules.stream().collect(java.util.stream.Collectors.toMap(Rule::key, Rule::memory)));
    }

    /** A rule by its key. */
    public Optional<Rule> rule(String ruleKey) {
      return rules.stream().filter(rule -> rule.key().equals(ruleKey)).findFirst();
    }
  }

  /**
   * A rule.
   *
   * @param key as {@link GroupMemory#keys} names it
   * @param query its expression, for the links of its alerts
   * @param error why it failed; empty when it went well
   */
  public record Rule(String key, String query, long at, long tookNanos, String error, RuleMemory memory) {}

  static Group of(GroupEvaluator.Evaluation evaluation) {
    String[] keys = GroupMemory.keys(evaluation.group().rules());
    List<Rule> rules = new ArrayList<>();
    long took = 0;
    for (int i = 0; i < keys.length; i++) {
      RuleOutcome outcome = evaluation.rules().get(i);
      took += outcome.took().toNanos();
      rules.add(new Rule(keys[i], outcome.rule().query(), outcome.at().toEpochMilli(), outcome.took().toNanos(), outcome.failure().orElse(""), outcome.state()));
    }
    long at = rules.isEmpty() ? evaluation.time() : rules.getFirst().at();
    return new Group(evaluation.group().key(), at, took, rules);
  }

  /** A group by its key. */
  public Optional<Group> group(String key) {
    return groups.stream().filter(group -> group.key().equals(key)).findFirst();
  }
}
