package dev.narthex.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.PromDuration;
import dev.narthex.secret.Secret;
import dev.narthex.secret.SecretSource;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class MappingReaderTest {
  private static <T> T read(String yaml, Function<MappingReader, T> body) {
    return MappingReader.read(YamlParser.parse("f.yml", yaml), "global", body);
  }

  @Test
  void readsEveryKindOfValue() {
    read("s: text\nb: Yes\ni: 42\nd: 1h30m\nz: 10MB\nl: [a, 'b']\nm: {x: 1, y: ~}\nn:\n", r -> {
      assertThat(r.required("s")).isEqualTo("text");
      assertThat(r.bool("b")).contains(true);
      assertThat(r.count("i")).contains(42L);
      assertThat(r.duration("d")).contains(new PromDuration(5_400_000));
      assertThat(r.size("z")).contains(10L << 20);
      assertThat(r.strings("l")).containsExactly("a", "b");
      assertThat(r.stringMap("m")).containsEntry("x", "1").containsEntry("y", "");
      assertThat(r.string("n")).isEmpty();
      return "";
    });
  }

  @Test
  void unknownKeyNamesPlaceAndNeighbour() {
    assertThatThrownBy(() -> read("scrape_interval: 1m\nscrape_timeuot: 10s\n", r -> List.of(r.duration("scrape_interval"), r.duration("scrape_timeout"))))
        .isInstanceOf(ConfigException.class)
        .hasMessage("f.yml:2: unknown key \"scrape_timeuot\" in global; did you mean \"scrape_timeout\"?");
  }

  @Test
  void wrongKindsNameThePlace() {
    assertThatThrownBy(() -> read("\na: [1]\n", r -> r.string("a"))).hasMessage("f.yml:2: a must be a single value, but here is a list");
    assertThatThrownBy(() -> read("a: 1x\n", r -> r.duration("a"))).hasMessage("f.yml:1: a: not a valid duration string: \"1x\"");
    assertThatThrownBy(() -> read("a: maybe\n", r -> r.bool("a"))).hasMessageContaining("f.yml:1: a: \"maybe\" is neither true nor false");
    assertThatThrownBy(() -> read("a: x\n", r -> r.items("a"))).hasMessage("f.yml:1: a must be a list, but here is a single value");
    assertThatThrownBy(() -> read("a: -1\n", r -> r.count("a"))).hasMessage("f.yml:1: a must not be negative");
    assertThatThrownBy(() -> read("- a\n", r -> "")).hasMessage("f.yml:1: global must be a mapping, but here is a list");
    assertThatThrownBy(() -> read("b: 1\n", r -> r.required("a"))).hasMessage("f.yml:1: global needs \"a\"");
  }

  @Test
  void secretsAreMaskedAndReferencesReadLate() {
    Secret inline = read("p: hush\n", r -> r.secret("p", "p_file").orElseThrow());
    assertThat(inline).hasToString("<secret>");
    assertThat(inline.reveal(SecretSource.none())).isEqualTo("hush");
    Secret file = read("p_file: /run/p\n", r -> r.secret("p", "p_file").orElseThrow());
    assertThat(file.reveal(ref -> "from " + ref + "\n")).isEqualTo("from /run/p");
    assertThatThrownBy(() -> read("p: a\np_file: b\n", r -> r.secret("p", "p_file"))).hasMessageContaining("at most one of");
  }
}
