package dev.narthex.tsdb.compact;

import dev.narthex.tsdb.catalog.BlockItem;
import dev.narthex.tsdb.catalog.BlockKey;
import dev.narthex.tsdb.catalog.CatalogView;
import dev.narthex.tsdb.catalog.Windows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Says which compactions are due: once by the clock alone (cheap: what each minute should start), once by what the catalogue shows
 * (what was lost or came late).
 */
public final class CompactionPlanner {
  private final CompactionSettings settings;

  public CompactionPlanner(CompactionSettings settings) {
    this.settings = settings;
  }

  /** The windows whose delay ends within the minute that begins at {@code minute}. */
  public List<CompactionWindow> atMinute(long minute) {
    List<CompactionWindow> due = new ArrayList<>();
    for (int level = 1; level <= 3; level++) {
      long end = minute - settings.delay(level);
      long lastEnd = Windows.start(end + Windows.MINUTE - 1, settings.window(level));
      if (lastEnd >= end) {
        due.add(new CompactionWindow(level, lastEnd - settings.window(level)));
      }
    }
    return due;
  }

  /**
   * The windows that hold uncovered blocks of lower levels and whose delay is over, low levels first. A block is due once, at the highest level.
   *
   * @param oldest blocks that end before this are past retention, and not worth compacting
   */
  public List<CompactionWindow> due(CatalogView view, long oldest, long now) {
    TreeSet<CompactionWindow> due = new TreeSet<>(Comparator.comparingInt(CompactionWindow::level).thenComparingLong(CompactionWindow::start));
    for (BlockItem block : view.blocks()) {
      if (block.level() < 3 && block.maxTime() >= oldest && !view.isCovered(block.key())) {
        for (int level = 3; level > block.level(); level--) {
          long start = Windows.start(filed(block), settings.window(level));
          if (start + settings.window(level) + settings.delay(level) <= now) {
            due.add(new CompactionWindow(level, start));
            break;
          }
        }
      }
    }
    return List.copyOf(due);
  }

  /** Uncovered blocks below a level that belong to a window, in the order of the view. */
  public List<BlockItem> inputs(CatalogView view, CompactionWindow window) {
    List<BlockItem> inputs = new ArrayList<>();
    for (BlockItem block : view.blocks()) {
      if (block.level() < window.level() && Windows.start(filed(block), settings.window(window.level())) == window.start() && !view.isCovered(block.key())) {
        inputs.add(block);
      }
    }
    return inputs;
  }

  /** The time that decides the window of a block: its tick, or where its window begins; a write request goes by its first sample. */
  private static long filed(BlockItem block) {
    return switch (block.key()) {
      case BlockKey.Tick tick -> tick.tick();
      case BlockKey.Write write -> Math.clamp(block.minTime(), write.window(), write.window() + Windows.HOUR - 1);
      case BlockKey.Compacted compacted -> compacted.from();
    };
  }
}
