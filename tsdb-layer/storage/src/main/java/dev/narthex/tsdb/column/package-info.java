/**
 * Columns: the values of one series along its timeline, coded in groups that decode alone. In: {@link
 * dev.narthex.tsdb.column.ColumnValues}. Out: the bytes of a group, and from them the same bits again. Read {@link
 * dev.narthex.tsdb.column.GroupWriter} first: it holds the grammar of a group; {@link dev.narthex.tsdb.column.Predictor} says what is
 * stored of a column of integers.
 */
@NullMarked
package dev.narthex.tsdb.column;

import org.jspecify.annotations.NullMarked;
