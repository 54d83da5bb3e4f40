package dev.narthex.tsdb.compact;

/**
 * One compaction to run: everything below {@code level} in the window that nothing covers yet.
 *
 * @param level 1–3
 * @param start of the window, epoch milliseconds
 */
public record CompactionWindow(int level, long start) {}
