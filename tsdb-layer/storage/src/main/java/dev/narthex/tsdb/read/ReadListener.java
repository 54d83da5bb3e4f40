package dev.narthex.tsdb.read;

import dev.narthex.promql.source.ReadMeter;

/** Told what a read cost. Called by reading threads; must be quick and safe for concurrent use. */
public interface ReadListener {
  /** Listens to nothing. */
  ReadListener NONE = (requests, bytes) -> {};

  /**
   * One dependent round of requests is over: all of them were sent at once.
   *
   * @param requests GETs; 0 for a reading of the catalogue
   * @param bytes that came back
   */
  void round(int requests, long bytes);

  /** Tells a selection's own meter too. */
  default ReadListener and(ReadMeter meter) {
    return (requests, bytes) -> {
      round(requests, bytes);
      meter.read(requests, bytes);
    };
  }
}
