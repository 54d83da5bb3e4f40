package dev.narthex.jobs.prime;

import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.CatalogChange;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.LateWindows;
import dev.narthex.tsdb.catalog.Windows;
import dev.narthex.tsdb.store.ObjectStore;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Samples of a day and two hours, always the same: one block of level 3 and one of level 2. */
final class SyntheticDay {
  /** When the day begins. */
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** When the last sample was. */
  static final Instant END = START.plusMillis(Windows.LEVEL_THREE + Windows.LEVEL_TWO);

  private static final long SEED = 7;

  private SyntheticDay() {}

  /** Puts the blocks into stores. */
  static void store(String tenant, ObjectStore objects, Catalog catalog) {
    long from = START.toEpochMilli();
    long evening = from + Windows.LEVEL_THREE;
    Random noise = new Random(SEED);
    new SyntheticBlock(3, from, evening).put(tenant, noise, objects, catalog);
    new SyntheticBlock(2, evening, END.toEpochMilli()).put(tenant, noise, objects, catalog);
    // as a sweep leaves it: old hours hold no low levels, and readers need not look there
    LateWindows late = new LateWindows(0, Windows.start(END.toEpochMilli() - Windows.RECENT, Windows.HOUR), List.of());
    catalog.commit(List.of(CatalogChange.put(late.encode(tenant), Condition.absent())));
  }
}
