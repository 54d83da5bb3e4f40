package dev.narthex.alert.template;

import java.util.function.Function;

/** What came of expanding a template. A failure is a value, because a bad template must not lose a page. */
public sealed interface Expansion {
  record Expanded(String text) implements Expansion {}

  /** It does not parse, or its execution failed; the sentence has Go's form. */
  record Failed(String error) implements Expansion {}

  /** The text, or what the error makes of it. */
  default String orElse(Function<String, String> instead) {
    return switch (this) {
      case Expanded e -> e.text;
      case Failed f -> instead.apply(f.error);
    };
  }
}
