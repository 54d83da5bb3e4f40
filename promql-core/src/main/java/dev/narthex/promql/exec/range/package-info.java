/**
 * Functions of range vectors, one family a file. Each gets one series with its windows and fills one row; timestamp-only work was done
 * before, once per timeline. {@link dev.narthex.promql.exec.range.RangeFunctions} is the list.
 */
@NullMarked
package dev.narthex.promql.exec.range;

import org.jspecify.annotations.NullMarked;
