/**
 * Duration expressions become milliseconds here, once the query's range and step are known and before anything is planned: see
 * {@link dev.narthex.promql.duration.DurationResolver}.
 */
@NullMarked
package dev.narthex.promql.duration;

import org.jspecify.annotations.NullMarked;
