package dev.narthex.alert.matcher;

/** Which of Alertmanager's two grammars reads matchers ({@code --enable-feature}). */
public enum MatcherMode {
  /** The UTF-8 grammar; where it refuses or disagrees with the classic one, the classic one wins. The default. */
  FALLBACK,
  /** Only the UTF-8 grammar ({@code utf8-strict-mode}). */
  UTF8_STRICT,
  /** Only the grammar of Alertmanager before 0.27 ({@code classic-mode}). */
  CLASSIC
}
