package dev.narthex.alert.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MatcherIndexTest {
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final List<String> VALUES = List.of("", "x", "y", "z");

  @Test
  void findsWhatAskingEachFinds() {
    Random random = new Random(7);
    Map<String, List<LabelMatcher>> lists = new java.util.HashMap<>();
    for (int i = 0; i < 300; i++) {
      List<LabelMatcher> matchers = new ArrayList<>();
      for (int j = random.nextInt(4); j > 0; j--) {
        LabelMatcher.Type type = LabelMatcher.Type.values()[random.nextInt(LabelMatcher.Type.values().length)];
        matchers.add(LabelMatcher.of(type, NAMES.get(random.nextInt(3)), VALUES.get(random.nextInt(4))));
      }
      lists.put("list " + i, matchers);
    }
    MatcherIndex<String> index = MatcherIndex.of(lists.keySet(), lists::get);
    for (String a : VALUES) {
      for (String b : VALUES) {
        Labels labels = Labels.of(Map.of("a", a, "b", b, "d", "x"));
        List<String> found = new ArrayList<>();
        index.matching(labels, found::add);
        List<String> each = lists.keySet().stream().filter(name -> LabelMatcher.allMatch(lists.getOrDefault(name, List.of()), labels)).toList();
        assertThat(found).containsExactlyInAnyOrderElementsOf(each);
      }
    }
  }
}
