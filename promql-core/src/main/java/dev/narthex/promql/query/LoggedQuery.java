package dev.narthex.promql.query;

import java.util.Optional;

/**
 * What the query log says of a query.
 *
 * @param start epoch milliseconds
 * @param end epoch milliseconds; the start of an instant query
 * @param step milliseconds; 0 for an instant query
 * @param statistics absent when it failed
 * @param error why it failed
 */
public record LoggedQuery(
    String query, long start, long end, long step, Optional<QueryStatistics> statistics, Optional<String> error, QueryOrigin origin) {}
