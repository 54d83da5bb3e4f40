/**
 * Exposition formats: the bytes that a target answers go in, columns of samples come out. One class a format ({@link dev.narthex.ingest.exposition.ClassicTextParser},
 * {@link dev.narthex.ingest.exposition.OpenMetricsParser}, {@link dev.narthex.ingest.exposition.ProtobufParser}); a parser belongs to one target and remembers its last body, so that an unchanged line
 * costs a few nanoseconds ({@link dev.narthex.ingest.exposition.LineParser}). A fresh parser gives the same samples, only slower.
 *
 * <p>No input makes a parser throw anything but {@link dev.narthex.ingest.exposition.ExpositionException}, which knows the line.
 */
@NullMarked
package dev.narthex.ingest.exposition;

import org.jspecify.annotations.NullMarked;
