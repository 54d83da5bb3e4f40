package dev.narthex.alert.matcher;

import dev.narthex.model.LabelMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Parses one matcher or a list of them, in the mode that was chosen. Immutable. */
public final class MatcherParser {
  private final MatcherMode mode;

  public MatcherParser(MatcherMode mode) {
    this.mode = mode;
  }

  /**
   * What was read, and what the user should know about it.
   *
   * @param advice the classic grammar had to help: how to write the text so that both agree
   */
  public record Parsed(List<LabelMatcher> matchers, Optional<String> advice) {}

  /**
   * One matcher, such as {@code severity="page"}.
   *
   * @throws MatcherSyntaxException when the text is none
   */
  public Parsed matcher(String text) {
    return choose(text, () -> Utf8Grammar.one(text), () -> List.of(ClassicGrammar.one(text)));
  }

  /**
   * Several matchers, comma-separated, with or without braces.
   *
   * @throws MatcherSyntaxException when the text is none
   */
  public Parsed matchers(String text) {
    return choose(text, () -> Utf8Grammar.list(text), () -> ClassicGrammar.list(text));
  }

  private Parsed choose(String text, Supplier<List<LabelMatcher>> utf8, Supplier<List<LabelMatcher>> classic) {
    return switch (mode) {
      case UTF8_STRICT -> new Parsed(utf8.get(), Optional.empty());
      case CLASSIC -> new Parsed(classic.get(), Optional.empty());
      case FALLBACK -> fallback(text, utf8, classic);
    };
  }

  private static Parsed fallback(String text, Supplier<List<LabelMatcher>> utf8, Supplier<List<LabelMatcher>> classic) {
    List<LabelMatcher> modern;
    try {
      modern = utf8.get();
    } catch (MatcherSyntaxException refused) {
      try {
        List<LabelMatcher> old = classic.get();
        return new Parsed(old, Optional.of("the matcher " + text + " is read by the classic grammar only; write " + printed(old) + " to keep its meaning"));
      } catch (MatcherSyntaxException both) {
        throw refused;
      }
    }
    try {
      List<LabelMatcher> old = classic.get();
      if (!old.equals(modern)) {
        return new Parsed(old, Optional.of("the matcher " + text + " means different things in the two grammars; write " + printed(old) + " to keep its meaning"));
      }
    } catch (MatcherSyntaxException onlyModern) {
      return new Parsed(modern, Optional.empty());
    }
    return new Parsed(modern, Optional.empty());
  }

  private static String printed(List<LabelMatcher> matchers) {
    List<String> parts = new ArrayList<>();
    matchers.forEach(m -> parts.add(m.toString()));
    return String.join(",", parts);
  }
}
