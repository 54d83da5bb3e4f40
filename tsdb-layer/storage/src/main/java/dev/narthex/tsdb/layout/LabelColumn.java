package dev.narthex.tsdb.layout;

/**
 * One label name of a layout: its dictionary, and for every column of the metrics that use the name the value's number.
 *
 * @param values distinct values in order of first appearance
 * @param start per metric the index of its first column in {@code ids}; −1 = the metric does not use the name
 * @param ids 0 = the series lacks the label, else 1 + index into {@code values}
 */
record LabelColumn(String name, String[] values, int[] start, int[] ids) {}
