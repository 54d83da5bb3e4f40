package dev.narthex.promql.exec.function;

import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.RowMapper;
import dev.narthex.promql.plan.LabelNames;
import dev.narthex.promql.query.QueryException;
import java.util.List;

/** label_join: sets a label to the values of others with a separator between. */
public final class LabelJoin implements RowMapper {
  private final String target;
  private final String separator;
  private final List<String> sources;

  /** @throws QueryException when a name is invalid */
  public LabelJoin(String target, String separator, List<String> sources) {
    this.target = target;
    this.separator = separator;
    this.sources = sources;
    for (String source : sources) {
      if (!LabelNames.isValid(source)) {
        throw QueryException.execution("invalid source label name in label_join(): " + source);
      }
    }
    if (!LabelNames.isValid(target)) {
      throw QueryException.execution("invalid destination label name in label_join(): " + target);
    }
  }

  @Override
  public Row map(Row row) {
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < sources.size(); i++) {
      joined.append(i == 0 ? "" : separator).append(row.labels().get(sources.get(i)));
    }
    boolean nameGiven = target.equals(Labels.METRIC_NAME);
    return row.withLabels(row.labels().with(target, joined.toString()), row.nameDropped() && !nameGiven);
  }
}
