package dev.narthex.tsdb.catalog;

import dev.narthex.tsdb.store.Faults;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.util.List;

/** A catalogue whose requests meet {@link Faults}. What it reports stays within the port's contract. */
public final class FaultyCatalog implements Catalog {
  private final Catalog catalog;
  private final Faults faults;

  public FaultyCatalog(Catalog catalog, Faults faults) {
    this.catalog = catalog;
    this.faults = faults;
  }

  @Override
  public List<List<CatalogItem>> read(List<SortRange> stretches) {
    return switch (faults.fate()) {
      case WELL, HAPPENS_TWICE -> catalog.read(stretches);
      case FAILS_WITHOUT_EFFECT, FAILS_AFTER_EFFECT, HAPPENS_LATER, CONFLICTS -> throw new StoreUnavailableException("injected: throttled");
    };
  }

  @Override
  public CommitOutcome commit(List<CatalogChange> changes) {
    return switch (faults.fate()) {
      case WELL -> catalog.commit(changes);
      case CONFLICTS -> CommitOutcome.CONFLICTED;
      case FAILS_WITHOUT_EFFECT -> CommitOutcome.UNKNOWN;
      case FAILS_AFTER_EFFECT -> {
        catalog.commit(changes);
        yield CommitOutcome.UNKNOWN;
      }
      case HAPPENS_LATER -> {
        faults.happenLater(() -> catalog.commit(changes));
        yield CommitOutcome.UNKNOWN;
      }
      case HAPPENS_TWICE -> {
        catalog.commit(changes);
        yield catalog.commit(changes);
      }
    };
  }
}
