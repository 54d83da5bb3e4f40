package dev.narthex.promql.exec.explain;

import dev.narthex.promql.source.ReadMeter;

/** Told what a selector reads. Safe for concurrent use. */
public interface ScanMeter extends ReadMeter {
  /** Nobody wants to know. */
  ScanMeter NONE =
      new ScanMeter() {
        @Override
        public void series(int samples) {}

        @Override
        public void read(int requests, long bytes) {}
      };

  /** One more series came from the source, with so many samples. */
  void series(int samples);
}
