package dev.narthex.api.rules;

import dev.narthex.api.answer.ApiException;
import dev.narthex.api.request.BooleanParameter;
import dev.narthex.api.request.MatchParameter;
import dev.narthex.api.request.Parameters;
import dev.narthex.model.GoQuote;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.rules.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which rules a request wants: {@code type}, {@code rule_name[]}, {@code rule_group[]}, {@code file[]}, {@code match[]},
 * {@code exclude_alerts}.
 *
 * @param type {@code alert}, {@code record}, or empty for both
 * @param names of rules; none = all, as with groups and files
 * @param selectors on the rules' labels; one has to pass; none = all
 */
record RuleSelection(
    String type, Set<String> names, Set<String> groups, Set<String> files, List<List<LabelMatcher>> selectors, boolean showsAlerts) {
  static RuleSelection read(Parameters parameters) {
    String type = parameters.text("type").toLowerCase(Locale.ROOT);
    if (!Set.of("", "alert", "record").contains(type)) {
      throw ApiException.invalidParameter("type", "not supported value " + GoQuote.quote(type));
    }
    return new RuleSelection(
        type,
        Set.copyOf(parameters.all("rule_name[]")),
        Set.copyOf(parameters.all("rule_group[]")),
        Set.copyOf(parameters.all("file[]")),
        MatchParameter.optional(parameters),
        !BooleanParameter.read(parameters, "exclude_alerts", false));
  }

  /** Whether the group is wanted and has rules that are; a request that names no rules gets empty groups too. */
  boolean wants(GroupStatus status) {
    boolean named = (groups.isEmpty() || groups.contains(status.group().name())) && (files.isEmpty() || files.contains(status.group().file()));
    boolean narrowed = !names.isEmpty() || !selectors.isEmpty();
    return named && !(narrowed && rules(status).isEmpty());
  }

  List<RuleStatus> rules(GroupStatus status) {
    return status.rules().stream().filter(rule -> wants(rule.rule())).toList();
  }

  private boolean wants(Rule rule) {
    boolean typed =
        switch (rule) {
          case Rule.Alerting _ -> !type.equals("record");
          case Rule.Recording _ -> !type.equals("alert");
        };
    if (!typed || !(names.isEmpty() || names.contains(rule.name()))) {
      return false;
    }
    Labels labels = Labels.of(rule.labels());
    return selectors.isEmpty() || selectors.stream().anyMatch(selector -> LabelMatcher.allMatch(selector, labels));
  }
}
