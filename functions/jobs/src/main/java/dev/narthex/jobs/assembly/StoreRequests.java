package dev.narthex.jobs.assembly;

import dev.narthex.metrics.FamilySnapshot;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import dev.narthex.tsdb.store.RequestKind;
import dev.narthex.tsdb.store.RequestLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a {@link RequestLog} counted, as metrics: requests are what the bill is made of. */
final class StoreRequests {
  private StoreRequests() {}

  static List<FamilySnapshot> families(RequestLog log) {
    List<FamilySnapshot.Point> requests = new ArrayList<>();
    List<FamilySnapshot.Point> bytes = new ArrayList<>();
    for (RequestKind kind : RequestKind.values()) {
      Labels labels = Labels.of("kind", kind.name().toLowerCase(Locale.ROOT));
      requests.add(new FamilySnapshot.Point(labels, new FamilySnapshot.Number(log.requests(kind))));
      bytes.add(new FamilySnapshot.Point(labels, new FamilySnapshot.Number(log.bytes(kind))));
    }
    return List.of(
        new FamilySnapshot("narthex_store_requests_total", MetricType.COUNTER, "Requests to the object store, the catalogue and the state table, by kind.", requests),
        new FamilySnapshot("narthex_store_bytes_total", MetricType.COUNTER, "Bytes moved by requests to the stores, by kind.", bytes));
  }
}
