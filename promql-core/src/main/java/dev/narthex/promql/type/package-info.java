/**
 * The types of PromQL's values, which the syntax tree and the table of functions share. One enum: {@link
 * dev.narthex.promql.type.ValueType}.
 */
@NullMarked
package dev.narthex.promql.type;

import org.jspecify.annotations.NullMarked;
