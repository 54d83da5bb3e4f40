package dev.narthex.ingest.relabel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Labels;
import dev.narthex.yaml.ConfigException;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlNode;
import dev.narthex.yaml.YamlParser;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelabelingTest {
  private static final Labels ABC = Labels.of("a", "foo", "b", "bar", "c", "baz");

  private static Relabeling rules(String yaml) {
    YamlNode.Sequence list = (YamlNode.Sequence) YamlParser.parse("r.yml", yaml);
    return new Relabeling(list.items().stream().map(n -> MappingReader.read(n, "relabel_configs", RelabelRule::read)).toList());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '@', value = {
      "{source_labels: [a], target_label: d, regex: 'f(.*)', replacement: 'ch${1}-ch${1}'} @ {a=\"foo\", b=\"bar\", c=\"baz\", d=\"choo-choo\"}",
      "{source_labels: [a, b], target_label: a, regex: 'f(.*);(.*)r', replacement: 'b${1}${2}m'} @ {a=\"boobam\", b=\"bar\", c=\"baz\"}",
      "{source_labels: [a], target_label: d, regex: nomatch, replacement: x} @ {a=\"foo\", b=\"bar\", c=\"baz\"}",
      "{source_labels: [a], target_label: b, regex: 'foo', replacement: ''} @ {a=\"foo\", c=\"baz\"}",
      "{source_labels: [a], target_label: '${1}_x', regex: '(.).*', replacement: y} @ {a=\"foo\", b=\"bar\", c=\"baz\", f_x=\"y\"}",
      "{source_labels: [a], target_label: d, regex: '(?P<n>f)oo', replacement: '$n$$${n}'} @ {a=\"foo\", b=\"bar\", c=\"baz\", d=\"f$f\"}",
      "{source_labels: [a], target_label: d, regex: '(f)oo', replacement: '$1x'} @ {a=\"foo\", b=\"bar\", c=\"baz\"}",
      "{source_labels: [c], target_label: d, action: hashmod, modulus: 1000} @ {a=\"foo\", b=\"bar\", c=\"baz\", d=\"976\"}",
      "{regex: '(b|c)', replacement: 'x_$1', action: labelmap} @ {a=\"foo\", b=\"bar\", c=\"baz\", x_b=\"bar\", x_c=\"baz\"}",
      "{regex: '(a|b)', action: labeldrop} @ {c=\"baz\"}",
      "{regex: '(a|b)', action: labelkeep} @ {a=\"foo\", b=\"bar\"}",
      "{source_labels: [a], target_label: d, action: uppercase} @ {a=\"foo\", b=\"bar\", c=\"baz\", d=\"FOO\"}",
      "{source_labels: [a, b], separator: '/', target_label: d} @ {a=\"foo\", b=\"bar\", c=\"baz\", d=\"foo/bar\"}",
      "{target_label: 'métrique.x', replacement: 'ü'} @ {a=\"foo\", b=\"bar\", c=\"baz\", \"métrique.x\"=\"ü\"}",
  })
  void actions(String rule, String expected) {
    String got = rules("[" + rule + "]").apply(ABC).orElseThrow().toString();
    assertThat(got).isEqualTo(expected);
  }

  @Test
  void dropsAndKeeps() {
    assertThat(rules("[{source_labels: [a], regex: '.*o.*', action: drop}]").apply(ABC)).isEmpty();
    assertThat(rules("[{source_labels: [a], regex: 'o', action: drop}]").apply(ABC)).as("anchored").isPresent();
    assertThat(rules("[{source_labels: [a], regex: 'f|foo', action: keep}]").apply(ABC)).isPresent();
    assertThat(rules("[{source_labels: [a], regex: 'f|fo', action: keep}]").apply(ABC)).isEmpty();
    assertThat(rules("[{source_labels: [a], target_label: b, action: keepequal}]").apply(ABC)).isEmpty();
    assertThat(rules("[{source_labels: [a], target_label: b, action: dropequal}]").apply(ABC)).isPresent();
    assertThat(rules("[{source_labels: [x], target_label: y, action: dropequal}]").apply(ABC)).as("both absent").isEmpty();
    assertThat(rules("[{source_labels: [l], regex: 'a.b', action: keep}]").apply(Labels.of("l", "a\nb"))).as("dot matches newline").isPresent();
    assertThat(rules("[{source_labels: [a], action: lowercase, target_label: a}]").apply(Labels.of("a", "ABC")).orElseThrow()).isEqualTo(Labels.of("a", "abc"));
  }

  @Test
  void traceStopsAtTheRuleThatDrops() {
    List<RelabelStep> steps = rules("[{target_label: z, replacement: '1'}, {source_labels: [z], regex: '1', action: drop}, {target_label: y, replacement: '2'}]").trace(ABC);
    assertThat(steps).hasSize(2);
    assertThat(steps.get(0).output().get("z")).isEqualTo("1");
    assertThat(steps.get(1).keep()).isFalse();
    assertThat(steps.get(1).rule().fields()).containsEntry("action", "drop").containsEntry("separator", ";");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{action: replace}", "{action: hashmod, target_label: x}", "{action: nonsense}", "{regex: '(', action: keep}", "{action: labeldrop, regex: a, replacement: b}",
      "{action: dropequal, source_labels: [a], target_label: b, regex: x}", "{action: lowercase, source_labels: [a], target_label: b, replacement: x}", "{action: keep, modulus: -1}", "{colour: red}"})
  void refusesWhatMakesNoSense(String rule) {
    assertThatThrownBy(() -> rules("[" + rule + "]")).isInstanceOf(ConfigException.class).hasMessageStartingWith("r.yml:1: ");
  }

  @Property(tries = 200)
  void noReplacementThrows(@ForAll @StringLength(max = 12) String replacement, @ForAll @StringLength(max = 12) String value) {
    AnchoredRegex regex = new AnchoredRegex("(.*?)(x)?(.*)");
    var matcher = regex.matcher(value);
    assertThat(matcher.matches()).isTrue();
    new ReplacementTemplate(replacement, regex).expand(matcher);
  }
}
