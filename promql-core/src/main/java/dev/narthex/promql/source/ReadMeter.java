package dev.narthex.promql.source;

/** Told what a selection reads from an object store. Called by reading threads; must be quick and safe for concurrent use. */
public interface ReadMeter {
  /** Nobody wants to know. */
  ReadMeter NONE = (requests, bytes) -> {};

  /** So many GETs brought so many bytes. */
  void read(int requests, long bytes);
}
