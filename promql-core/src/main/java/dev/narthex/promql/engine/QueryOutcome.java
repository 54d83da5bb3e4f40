package dev.narthex.promql.engine;

/** A result with everything that is said about it. */
public record QueryOutcome(QueryResult result, Annotations annotations, QueryStatistics statistics) {}
