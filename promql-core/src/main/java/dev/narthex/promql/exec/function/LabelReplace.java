package dev.narthex.promql.exec.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.narthex.model.GoReplacement;
import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.RowMapper;
import dev.narthex.promql.plan.LabelNames;
import dev.narthex.promql.query.QueryException;

/** label_replace: sets a label from a regular expression over another one; anchored, the dot matches newlines. */
public final class LabelReplace implements RowMapper {
  private final String target;
  private final String replacement;
  private final String source;
  private final Pattern pattern;

  /** @throws QueryException when the regular expression or the target's name is invalid */
  public LabelReplace(String target, String replacement, String source, String regex) {
    this.target = target;
    this.replacement = replacement;
    this.source = source;
    try {
      pattern = Pattern.compile("^(?s:" + regex + ")$");
    } catch (PatternSyntaxException e) {
      throw new QueryException(QueryException.Kind.EXECUTION, "invalid regular expression in label_replace(): " + regex, e);
    }
    if (!LabelNames.isValid(target)) {
      throw QueryException.execution("invalid destination label name in label_replace(): " + target);
    }
  }

  @Override
  public Row map(Row row) {
    Labels labels = row.labels();
    Matcher matcher = pattern.matcher(labels.get(source));
    if (!matcher.matches()) {
      return row;
    }
    String value = GoReplacement.expand(replacement, matcher);
    boolean nameGiven = target.equals(Labels.METRIC_NAME);
    return row.withLabels(labels.with(target, value), row.nameDropped() && !nameGiven);
  }
}
