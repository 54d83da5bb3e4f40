package dev.narthex.promql.exec.function;

import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Evaluation;
import dev.narthex.promql.exec.Fold;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.Rows;
import dev.narthex.promql.exec.VectorOperator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * info: adds to each series the data labels of the info series with the same {@code instance} and {@code job} at that time. Series that
 * are info series themselves pass. A series without a match passes too, unless a matcher of the second argument wants a label that is
 * not empty. Holds the info series, and one row of the input at a time.
 */
public final class Info implements VectorOperator {
  private final VectorOperator input;
  private final InfoSelector selector;
  private final VectorOperator infoValues;
  private final VectorOperator infoTimes;
  private final Evaluation evaluation;

  /**
   * @param infoValues the info series
   * @param infoTimes the times of their samples, series by series as in {@code infoValues}
   */
  public Info(VectorOperator input, InfoSelector selector, VectorOperator infoValues, VectorOperator infoTimes, Evaluation evaluation) {
    this.input = input;
    this.selector = selector;
    this.infoValues = infoValues;
    this.infoTimes = infoTimes;
    this.evaluation = evaluation;
  }

  @Override
  public <P> void forEach(Fold<P> fold) {
    Map<Labels, InfoFamilies> byIdentity = new HashMap<>();
    InfoFamilies.checkFloats(Rows.of(infoValues, evaluation.budget()));
    for (Row times : Rows.of(infoTimes, evaluation.budget())) {
      Labels identity = InfoSelector.identity(times.labels());
      if (!identity.isEmpty()) {
        byIdentity.computeIfAbsent(identity, _ -> new InfoFamilies()).add(times);
      }
    }
    input.forEach(new Fold<P>() {
      @Override
      public P start() {
        return fold.start();
      }

      @Override
      public void accept(P portion, Row row) {
        if (selector.isInfo(row.labels())) {
          fold.accept(portion, row);
          return;
        }
        InfoFamilies families = byIdentity.get(InfoSelector.identity(row.labels()));
        if (families != null) {
          enrich(row, families, portion, fold);
        } else if (selector.keepsUnmatched()) {
          fold.accept(portion, row);
        }
      }

      @Override
      public void merge(P portion) {
        fold.merge(portion);
      }
    });
  }

  private <P> void enrich(Row row, InfoFamilies families, P portion, Fold<P> fold) {
    Map<Labels, RowBuilder> results = new LinkedHashMap<>();
    List<Labels> matchedBefore = null;
    Labels labels = row.labels();
    for (int i = 0; i < row.steps(); i++) {
      if (!row.has(i)) {
        continue;
      }
      List<Labels> matched = families.at(i);
      if (matched.isEmpty() && !selector.keepsUnmatched()) {
        continue;
      }
      if (!matched.equals(matchedBefore)) {
        labels = selector.enriched(row.labels(), matched);
        matchedBefore = matched;
      }
      RowBuilder result = results.computeIfAbsent(labels, _ -> new RowBuilder(row.steps()));
      var histogram = row.histogram(i);
      if (histogram != null) {
        result.set(i, histogram);
      } else {
        result.set(i, row.floats()[i]);
      }
    }
    results.forEach((resultLabels, result) -> fold.accept(portion, result.build(resultLabels, row.nameDropped())));
  }
}
