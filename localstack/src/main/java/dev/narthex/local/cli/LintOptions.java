package dev.narthex.local.cli;

import dev.narthex.ingest.config.PrometheusConfig;
import dev.narthex.model.PromDuration;
import dev.narthex.rules.Rule;
import dev.narthex.rules.RuleGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What checks look at beyond what makes a file unusable; names and codes as promtool has them. */
final class LintOptions {
  /** The code of findings under {@code --lint-fatal}, as promtool has it. */
  static final int FATAL = 3;

  /** One kind of finding. */
  enum Lint {
    ALL("all"),
    DUPLICATE_RULES("duplicate-rules"),
    TOO_LONG_SCRAPE_INTERVAL("too-long-scrape-interval"),
    NONE("none");

    private final String word;

    Lint(String word) {
      this.word = word;
    }
  }

  /** Reads a kind by its word. */
  static final class Words implements ITypeConverter<Lint> {
    @Override
    public Lint convert(String text) {
      for (Lint lint : Lint.values()) {
        if (lint.word.equals(text)) {
          return lint;
        }
      }
      throw new TypeConversionException("'" + text + "' is none of all, duplicate-rules, too-long-scrape-interval, none");
    }
  }

  @Option(
      names = "--lint",
      paramLabel = "KIND",
      split = ",",
      converter = Words.class,
      description = "What to look at besides: duplicate-rules (default), too-long-scrape-interval (of check config), all, none.")
  private List<Lint> lints = List.of(Lint.DUPLICATE_RULES);

  @Option(names = "--lint-fatal", description = "Answers 3 when --lint finds something; else it is only said.")
  private boolean fatal;

  /** The code when something was found. */
  int code() {
    return fatal ? FATAL : ExitCode.OK.number();
  }

  private boolean wants(Lint lint) {
    return !lints.contains(Lint.NONE) && (lints.contains(Lint.ALL) || lints.contains(lint));
  }

  /** Rules of one file that have name and labels in common: a sentence each. */
  List<String> duplicates(List<RuleGroup> groups) {
    if (!wants(Lint.DUPLICATE_RULES)) {
      return List.of();
    }
    Map<String, List<String>> places = new TreeMap<>();
    for (RuleGroup group : groups) {
      for (Rule rule : group.rules()) {
        places.computeIfAbsent(group.file() + "\0" + rule.name() + new TreeMap<>(rule.labels()), k -> new ArrayList<>()).add(group.name());
      }
    }
    List<String> sentences = new ArrayList<>();
    places.forEach((rule, names) -> {
      if (names.size() > 1) {
        String file = rule.substring(0, rule.indexOf('\0'));
        sentences.add(
            file + ": " + rule.substring(file.length() + 1) + " is written by " + names.size() + " rules, in groups " + String.join(", ", new TreeSet<>(names))
                + "; remove all but one or tell them apart by a label");
      }
    });
    return sentences;
  }

  /** Jobs whose series go stale between two scrapes: a sentence each. */
  List<String> scrapes(PrometheusConfig config, PromDuration lookback) {
    if (!wants(Lint.TOO_LONG_SCRAPE_INTERVAL)) {
      return List.of();
    }
    return config.scrapeConfigs().stream()
        .filter(job -> job.interval().millis() >= lookback.millis())
        .map(job -> "job " + job.jobName() + ": its scrape_interval " + job.interval() + " is not shorter than the lookback of queries, " + lookback + ", so its series have gaps")
        .toList();
  }
}
