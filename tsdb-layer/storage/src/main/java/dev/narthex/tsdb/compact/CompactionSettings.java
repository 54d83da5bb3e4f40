package dev.narthex.tsdb.compact;

import dev.narthex.tsdb.catalog.Windows;

/**
 * When and how compaction works.
 *
 * @param levelOneMillis window of level 1, see {@link #forInterval}
 * @param levelOneDelayMillis how long after the end of its window level 1 waits for the last ticks
 * @param levelTwoDelayMillis the same for level 2
 * @param levelThreeDelayMillis the same for level 3
 * @param partBytes inputs of one part of a level-3 day, in bytes
 * @param memoryBytes what one run may hold of its inputs
 */
public record CompactionSettings(
    long levelOneMillis, long levelOneDelayMillis, long levelTwoDelayMillis, long levelThreeDelayMillis, long partBytes, long memoryBytes) {
  public static final CompactionSettings DEFAULT =
      new CompactionSettings(5 * Windows.MINUTE, Windows.MINUTE, 10 * Windows.MINUTE, 30 * Windows.MINUTE, 256L << 20, 192L << 20);

  public CompactionSettings {
    if (levelOneMillis <= 0 || Windows.LEVEL_ONE_MOST % levelOneMillis != 0) {
      throw new IllegalArgumentException("a level-1 window divides 15 minutes; got " + levelOneMillis + " ms");
    }
  }

  /**
   * The settings for the shortest interval at which samples come: windows of level 1 have 5 minutes, or 15 when it is a minute or more,
   * which makes few samples of 5. The length may change between two runs: each window takes what nothing covers yet.
   */
  public static CompactionSettings forInterval(long shortestMillis) {
    long levelOne = shortestMillis < Windows.MINUTE ? 5 * Windows.MINUTE : Windows.LEVEL_ONE_MOST;
    return new CompactionSettings(
        levelOne, DEFAULT.levelOneDelayMillis, DEFAULT.levelTwoDelayMillis, DEFAULT.levelThreeDelayMillis, DEFAULT.partBytes, DEFAULT.memoryBytes);
  }

  /** The length of a level's window. */
  public long window(int level) {
    return switch (level) {
      case 1 -> levelOneMillis;
      case 2 -> Windows.LEVEL_TWO;
      case 3 -> Windows.LEVEL_THREE;
      default -> throw new IllegalArgumentException("levels to compact to are 1 to 3, not " + level);
    };
  }

  /** How long after a window's end its compaction starts. */
  public long delay(int level) {
    return switch (level) {
      case 1 -> levelOneDelayMillis;
      case 2 -> levelTwoDelayMillis;
      case 3 -> levelThreeDelayMillis;
      default -> throw new IllegalArgumentException("levels to compact to are 1 to 3, not " + level);
    };
  }
}
