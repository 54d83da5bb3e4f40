/**
 * The frame of every stored object: magic, kind, version, sections with checksums, spare bytes, footer. In: section bytes. Out: the
 * same bytes, or a {@link dev.narthex.tsdb.frame.CorruptObjectException} that names object and section; never a wrong number.
 * Read {@link dev.narthex.tsdb.frame.ObjectWriter} (it holds the grammar), then {@link dev.narthex.tsdb.frame.ObjectFrame}.
 */
@NullMarked
package dev.narthex.tsdb.frame;

import org.jspecify.annotations.NullMarked;
