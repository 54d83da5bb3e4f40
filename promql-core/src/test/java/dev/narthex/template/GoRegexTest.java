package dev.narthex.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class GoRegexTest {
  @Test
  void replacesEveryMatchAsGo() {
    assertThat(GoRegex.replaceAll("(\\w+):(\\d+)", "$2@${1}x", "a:1, b:22.")).isEqualTo("1@ax, 22@bx.");
    assertThat(GoRegex.replaceAll("(?P<host>\\w+):\\d+", "$host ${host}", "a:1")).isEqualTo("a a");
    assertThat(GoRegex.replaceAll("b", "$$\\1", "abc")).isEqualTo("a$\\1c");
    assertThat(GoRegex.replaceAll("b*", "-", "abc")).isEqualTo("-a-c-");
    assertThat(GoRegex.replaceAll("x", "y", "abc")).isEqualTo("abc");
  }

  @Test
  void aGroupThatDoesNotExistIsEmpty() {
    assertThat(GoRegex.replaceAll("b", "[$1${none}$1x]", "abc")).isEqualTo("a[]c");
  }

  @Test
  void aBrokenExpressionIsTold() {
    assertThatThrownBy(() -> GoRegex.find("(", "a")).hasMessage("error parsing regexp: missing closing ): `(`");
  }
}
