package dev.narthex.tsdb.catalog;

import dev.narthex.model.TimeRange;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A reader for many queries at one moment: a range that lies within one that it has read already is answered from there. It never
 * looks again, so it is made for one evaluation and thrown away. Safe for concurrent calls.
 */
public final class MomentReader extends CatalogReader {
  private final List<Seen> seen = new ArrayList<>();

  private record Seen(String tenant, TimeRange range, CatalogView view) {}

  public MomentReader(Catalog catalog, InstantSource clock, long retentionMillis) {
    super(catalog, clock, retentionMillis);
  }

  @Override
  public synchronized CatalogView read(String tenant, TimeRange wanted) {
    for (Seen s : seen) {
      if (s.tenant.equals(tenant) && s.range.intersect(wanted).equals(wanted)) {
        return s.view;
      }
    }
    CatalogView view = super.read(tenant, wanted);
    seen.add(new Seen(tenant, wanted, view));
    return view;
  }
}
