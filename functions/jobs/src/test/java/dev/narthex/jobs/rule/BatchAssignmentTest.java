package dev.narthex.jobs.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.parse.PromqlParser;
import dev.narthex.rules.RuleFileReader;
import dev.narthex.rules.RuleGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchAssignmentTest {
  private static final RuleFileReader READER = new RuleFileReader(new PromqlParser(QueryEngine.parserOptions(QueryOptions.defaults())), 60_000);

  /** A group whose rules have so many selectors. */
  private static RuleGroup group(String name, int cost, String interval) {
    String rules = IntStream.range(0, cost).mapToObj(i -> "{record: 'r" + i + "', expr: m" + i + "}").collect(Collectors.joining(", "));
    return READER.read("r.yml", "groups: [{name: " + name + ", interval: " + interval + ", rules: [" + rules + "]}]").getFirst();
  }

  private static Map<String, List<String>> members(List<RuleSet.Batch> batches) {
    Map<String, List<String>> members = new TreeMap<>();
    batches.forEach(b -> members.put(b.name(), b.members().stream().map(m -> m.group().replaceAll(".*;", "")).toList()));
    return members;
  }

  private static Map<String, String> byGroup(List<RuleSet.Batch> batches) {
    Map<String, String> names = new HashMap<>();
    batches.forEach(b -> b.members().forEach(m -> names.put(m.group(), b.name())));
    return names;
  }

  @Test
  void groupsOfOneIntervalShareABatchUntilItCostsTooMuch() {
    List<RuleGroup> groups = List.of(group("a", 150, "1m"), group("b", 150, "1m"), group("c", 150, "1m"), group("d", 100, "1m"), group("e", 5, "15s"));
    assertThat(members(BatchAssignment.assign(groups, Map.of())))
        .isEqualTo(Map.of("rules-0-15s", List.of("e"), "rules-0-1m", List.of("a", "b", "d"), "rules-1-1m", List.of("c")));
  }

  @Test
  void aGroupThatCostsMoreThanABatchHasOneOfItsOwn() {
    List<RuleGroup> groups = List.of(group("big", 500, "1m"), group("small", 1, "1m"));
    assertThat(members(BatchAssignment.assign(groups, Map.of()))).isEqualTo(Map.of("rules-0-1m", List.of("big"), "rules-1-1m", List.of("small")));
  }

  @Test
  void aGroupStaysWhereItIsWhenOthersComeAndGo() {
    List<RuleGroup> groups = new ArrayList<>(List.of(group("a", 300, "1m"), group("b", 300, "1m"), group("c", 90, "1m")));
    List<RuleSet.Batch> first = BatchAssignment.assign(groups, Map.of());
    assertThat(members(first)).isEqualTo(Map.of("rules-0-1m", List.of("a", "c"), "rules-1-1m", List.of("b")));
    List<RuleGroup> without = List.of(group("b", 300, "1m"), group("c", 90, "1m"), group("new", 200, "1m"));
    assertThat(members(BatchAssignment.assign(without, byGroup(first)))).as("c and b stay, the new one fills the gap").isEqualTo(Map.of("rules-0-1m", List.of("c", "new"), "rules-1-1m", List.of("b")));
  }

  @Test
  void anotherIntervalIsAnotherBatchAndGrowthMovesOnlyWhoDoesNotFit() {
    List<RuleSet.Batch> first = BatchAssignment.assign(List.of(group("a", 200, "1m"), group("b", 150, "1m")), Map.of());
    List<RuleSet.Batch> next = BatchAssignment.assign(List.of(group("a", 300, "1m"), group("b", 150, "1m"), group("c", 10, "30s")), byGroup(first));
    assertThat(members(next)).isEqualTo(Map.of("rules-0-1m", List.of("a"), "rules-1-1m", List.of("b"), "rules-0-30s", List.of("c")));
    assertThat(members(BatchAssignment.assign(List.of(group("a", 10, "30s")), byGroup(first)))).isEqualTo(Map.of("rules-0-30s", List.of("a")));
  }
}
