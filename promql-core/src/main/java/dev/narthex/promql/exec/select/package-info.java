/**
 * From stored series to rows and windows: reading a selector, finding the samples of each window once per timeline, instant vectors,
 * and the series (of selectors and subqueries) that range functions work on.
 */
@NullMarked
package dev.narthex.promql.exec.select;

import org.jspecify.annotations.NullMarked;
