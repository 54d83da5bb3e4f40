package dev.narthex.promql.exec.aggregate;

import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.RowMapper;
import dev.narthex.promql.exec.ScalarValues;

/**
 * limit_ratio: keeps about that share of the series, chosen by a hash of their labels, so that r and r − 1 are exact complements. Each
 * series is judged alone; groups play no part.
 */
final class RatioMapper implements RowMapper {
  private final ScalarValues ratio;

  /** @param ratio checked and capped to −1…1 */
  RatioMapper(ScalarValues ratio) {
    this.ratio = ratio;
  }

  @Override
  public Row map(Row row) {
    double offset = LabelHash.unit(row.labels());
    RowBuilder kept = new RowBuilder(row.steps());
    for (int i = 0; i < row.steps(); i++) {
      double r = ratio.at(i);
      boolean keep = r >= 0 ? offset < r : offset >= 1 + r;
      var histogram = row.histogram(i);
      if (keep && histogram != null) {
        kept.set(i, histogram);
      } else if (keep) {
        kept.set(i, row.floats()[i]);
      }
    }
    return kept.build(row.labels(), row.nameDropped());
  }
}
