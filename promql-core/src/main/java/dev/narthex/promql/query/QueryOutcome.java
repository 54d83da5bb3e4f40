package dev.narthex.promql.query;

/** A result with everything that is said about it. */
public record QueryOutcome(QueryResult result, Annotations annotations, QueryStatistics statistics) {}
