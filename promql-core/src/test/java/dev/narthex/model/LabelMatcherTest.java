package dev.narthex.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import dev.narthex.model.LabelMatcher.Type;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LabelMatcherTest {
  @Test
  void anAbsentLabelIsTheEmptyString() {
    Labels labels = Labels.of("a", "1");
    assertThat(LabelMatcher.of(Type.EQUAL, "b", "").matches(labels)).isTrue();
    assertThat(LabelMatcher.of(Type.NOT_EQUAL, "b", "x").matches(labels)).isTrue();
    assertThat(LabelMatcher.of(Type.REGEX, "b", ".+").matches(labels)).isFalse();
    assertThat(LabelMatcher.of(Type.REGEX, "b", "x|").matchesEmpty()).isTrue();
  }

  @Test
  void regexesAreAnchoredAndTheDotMatchesANewline() {
    assertThat(LabelMatcher.of(Type.REGEX, "a", "b").matches("abc")).isFalse();
    assertThat(LabelMatcher.of(Type.REGEX, "a", "x.*").matches("x\ny")).isTrue();
    assertThat(LabelMatcher.of(Type.REGEX, "a", "x.y").matches("x\ny")).isTrue();
  }

  @Test
  void namesTheLiteralsOfAnAlternation() {
    assertThat(LabelMatcher.of(Type.REGEX, "a", "x|y").literals()).containsExactlyInAnyOrder("x", "y");
    assertThat(LabelMatcher.of(Type.REGEX, "a", "(x|y)").literals()).containsExactlyInAnyOrder("x", "y");
    assertThat(LabelMatcher.of(Type.REGEX, "a", "x.*").literals()).isEmpty();
    assertThat(LabelMatcher.of(Type.NOT_REGEX, "a", "x|y").literals()).isEmpty();
    assertThat(LabelMatcher.equal("a", "v").literals()).containsExactly("v");
  }

  @Test
  void saysWhatIsWrongWithARegex() {
    assertThatThrownBy(() -> LabelMatcher.of(Type.REGEX, "a", "b(")).isInstanceOf(IllegalArgumentException.class).hasMessage("error parsing regexp: missing closing ): `b(`");
  }

  /** Whatever shortcut answers, the answer is that of the anchored regex. */
  @Property(tries = 2000)
  void shortcutsAgreeWithTheRegex(@ForAll("patterns") String pattern, @ForAll("values") String value) {
    boolean expected = Pattern.compile("^(?s:" + pattern + ")$").matches(value);
    assertThat(LabelMatcher.of(Type.REGEX, "a", pattern).matches(value)).isEqualTo(expected);
    assertThat(LabelMatcher.of(Type.NOT_REGEX, "a", pattern).matches(value)).isNotEqualTo(expected);
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.of("a", "b", "|", "(", ")", ".*", ".+", ".", "ab", "\\.").list().ofMaxSize(5).map(parts -> String.join("", parts)).filter(LabelMatcherTest::compiles);
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.strings().withChars('a', 'b', '.', '|', '\n').ofMaxLength(4);
  }

  private static boolean compiles(String pattern) {
    try {
      Pattern.compile(pattern);
      return true;
    } catch (com.google.re2j.PatternSyntaxException e) {
      return false;
    }
  }
}
