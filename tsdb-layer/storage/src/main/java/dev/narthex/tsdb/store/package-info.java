/**
 * The object store: immutable bytes under ASCII keys, read by range, written at most once.
 *
 * <p>{@link dev.narthex.tsdb.store.ObjectStore} is the port; {@link dev.narthex.tsdb.store.DirectoryObjectStore} and
 * {@link dev.narthex.tsdb.store.MemoryObjectStore} are its embedded adapters, {@link dev.narthex.tsdb.store.MeteredObjectStore}
 * counts requests over any of them, and {@link dev.narthex.tsdb.store.ObjectKeys} is the one place that spells keys. Every adapter
 * passes {@code ObjectStoreContract}.
 */
@NullMarked
package dev.narthex.tsdb.store;

import org.jspecify.annotations.NullMarked;
