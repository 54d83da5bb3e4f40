package dev.narthex.tsdb.store;

/** The kinds of requests that are priced differently. */
public enum RequestKind {
  OBJECT_GET,
  OBJECT_PUT,
  OBJECT_DELETE,
  OBJECT_LIST,
  CATALOG_READ,
  CATALOG_WRITE,
  STATE_READ,
  STATE_WRITE
}
