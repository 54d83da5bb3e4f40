package dev.narthex.promql.exec;

import org.jspecify.annotations.Nullable;

/** A function of one row; null drops the series. Thread-safe. */
@FunctionalInterface
public interface RowMapper {
  @Nullable Row map(Row row);
}
