package dev.narthex.alert.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.LabelMatcher;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherParserTest {
  private final MatcherParser fallback = new MatcherParser(MatcherMode.FALLBACK);
  private final MatcherParser strict = new MatcherParser(MatcherMode.UTF8_STRICT);
  private final MatcherParser classic = new MatcherParser(MatcherMode.CLASSIC);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "a=b | a=\"b\"",
        "a = \"b c\" | a=\"b c\"",
        "a!=b | a!=\"b\"",
        "a=~\"x.*\" | a=~\"x.*\"",
        "a!~x | a!~\"x\"",
        "\"http.status\"=\"200\" | \"http.status\"=\"200\"",
        "ключ=значение | \"ключ\"=\"значение\"",
        "a=\"q\\\"\\n\\u00e9\" | a=\"q\\\"\\né\"",
      })
  void readsOneMatcher(String text, String printed) {
    assertThat(strict.matcher(text).matchers()).singleElement().hasToString(printed);
  }

  @Test
  void readsListsWithAndWithoutBraces() {
    for (String text : new String[] {"{a=b, c!=d}", "a=b,c!=d", "{a=b,c!=d,}", " { a=b , c!=d } "}) {
      assertThat(strict.matchers(text).matchers()).as(text).extracting(LabelMatcher::toString).containsExactly("a=\"b\"", "c!=\"d\"");
    }
    assertThat(strict.matchers("{}").matchers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a=", "=b", "a=b c", "{a=b", "a=b}", "a=\"b", "a==b", "a=b,,c=d", "a=\"\\q\"", "a=~\"(\"", "a='b'"})
  void refusesWhatIsNoMatcher(String text) {
    assertThatThrownBy(() -> strict.matchers(text)).isInstanceOf(MatcherSyntaxException.class);
  }

  @Test
  void theClassicGrammarKeepsOldConfigsAlive() {
    assertThat(classic.matcher("a=").matchers()).singleElement().hasToString("a=\"\"");
    assertThat(classic.matcher("a=~[a-z]{2}").matchers()).singleElement().hasToString("a=~\"[a-z]{2}\"");
    assertThat(fallback.matcher("a=~[a-z]{2}").advice()).isPresent();
    assertThat(fallback.matcher("a=b").advice()).isEmpty();
    assertThat(fallback.matcher("\"é\"=b").matchers()).singleElement().hasToString("\"é\"=\"b\"");
  }

  @Test
  void whereTheGrammarsDisagreeTheClassicOneWins() {
    // UTF-8: \t is a tab; classic: a stray backslash stands for itself
    MatcherParser.Parsed parsed = fallback.matcher("a=\"x\\ty\"");
    assertThat(parsed.matchers().getFirst().value()).isEqualTo("x\\ty");
    assertThat(parsed.advice()).isPresent();
  }

  @Property(tries = 500)
  void whatIsPrintedIsReadBack(@ForAll String name, @ForAll String value) {
    String clean = new String(name.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
    String text = new String(value.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
    if (clean.isEmpty()) {
      return;
    }
    LabelMatcher matcher = LabelMatcher.equal(clean, text);
    assertThat(strict.matcher(matcher.toString()).matchers()).containsExactly(matcher);
  }

  @Property(tries = 1000)
  void anyTextIsMatchersOrASyntaxError(@ForAll String text) {
    for (MatcherParser parser : new MatcherParser[] {fallback, strict, classic}) {
      try {
        assertThat(parser.matchers(text)).isNotNull();
      } catch (MatcherSyntaxException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }
}
