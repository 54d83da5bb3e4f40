package dev.narthex.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class YamlParserTest {
  private static YamlNode parse(String yaml) {
    return YamlParser.parse("f.yml", yaml);
  }

  @Test
  void keepsPlaces() {
    YamlNode.Mapping root = (YamlNode.Mapping) parse("a: 1\nb:\n  - x\n  - y: z\n");
    YamlNode.Sequence list = (YamlNode.Sequence) root.entries().get(1).value();
    assertThat(list.items().get(1).position()).isEqualTo(new Position("f.yml", 4, 5));
  }

  @Test
  void emptyDocumentIsAnEmptyMapping() {
    for (String empty : List.of("", "# only words\n", "---\n", "null")) {
      assertThat(((YamlNode.Mapping) parse(empty)).entries()).isEmpty();
    }
  }

  @Test
  void refusesDuplicateKeysSecondDocumentsAndForeignTags() {
    assertThatThrownBy(() -> parse("a: 1\nb: 2\na: 3\n")).hasMessage("f.yml:3: key \"a\" is given twice, first in line 1; remove one");
    assertThatThrownBy(() -> parse("a: 1\n---\nb: 2\n")).hasMessageStartingWith("f.yml:2: a second YAML document");
    assertThatThrownBy(() -> parse("a: !!java.net.URL x\n")).hasMessageContaining("f.yml:1: the tag");
    assertThatThrownBy(() -> parse("[a, b]: c\n")).hasMessageContaining("a key must be a single word");
    assertThatThrownBy(() -> parse("a: [1\nb: }\n")).isInstanceOf(ConfigException.class).hasMessageContaining("f.yml:2: this is not YAML");
  }

  @Test
  void aliasesAndMergesWorkWithinLimits() {
    YamlNode.Mapping root = (YamlNode.Mapping) parse("base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\n");
    YamlNode.Mapping use = (YamlNode.Mapping) root.entries().get(1).value();
    assertThat(use.entries()).extracting(YamlNode.Entry::key).containsExactly("x", "y");
    assertThat(((YamlNode.Scalar) use.entries().get(1).value()).text()).isEqualTo("3");
    assertThatThrownBy(() -> parse("a: &a [*a]\n")).hasMessageContaining("alias *a");
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      laughs.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
    }
    assertThatThrownBy(() -> parse(laughs.toString())).hasMessageContaining("more than a million nodes");
    assertThatThrownBy(() -> parse("[".repeat(200) + "]".repeat(200))).hasMessageContaining("levels of nesting");
  }

  @Property(tries = 300)
  void noTextThrowsAnythingElse(@ForAll @StringLength(max = 60) @CharRange(from = '\0', to = '\u00ff') String text) {
    try {
      parse(text);
    } catch (ConfigException e) {
      assertThat(e).hasMessageStartingWith("f.yml:");
    }
  }

  @Property(tries = 300)
  void printedTreesReadBack(@ForAll @StringLength(min = 1, max = 12) String key, @ForAll @StringLength(max = 20) String value) {
    String k = valid(key);
    String v = valid(value);
    String printed = YamlPrinter.print(Map.of("m", Map.of("k" + k, v), "l", List.of(v, Map.of("a", 1, "b", List.of(v)))));
    assertThatCode(() -> parse(printed)).as(printed).doesNotThrowAnyException();
    YamlNode.Mapping root = (YamlNode.Mapping) parse(printed);
    for (YamlNode.Entry e : root.entries()) {
      if (e.value() instanceof YamlNode.Mapping m) {
        assertThat(m.entries().getFirst().key()).isEqualTo("k" + k);
        YamlNode.Scalar s = (YamlNode.Scalar) m.entries().getFirst().value();
        assertThat(s.text()).isEqualTo(v);
        assertThat(s.isNull()).isFalse();
      }
    }
  }

  private static String valid(String s) {
    return s.replaceAll("[\\p{Cs}]", "?");
  }

  @Test
  void printsAsPrometheusDoes() {
    Map<String, Object> job = new java.util.LinkedHashMap<>();
    job.put("job_name", "node");
    job.put("scrape_interval", "1m30s");
    job.put("honor", true);
    job.put("password", new dev.narthex.secret.Secret.Inline("x"));
    job.put("static_configs", List.of(Map.of("targets", List.of("a:1"))));
    assertThat(YamlPrinter.print(Map.of("scrape_configs", List.of(job)))).isEqualTo("""
        scrape_configs:
        - job_name: node
          scrape_interval: 1m30s
          honor: true
          password: <secret>
          static_configs:
          - targets:
            - a:1
        """);
  }
}
