/**
 * Relabelling: a list of {@link dev.narthex.ingest.relabel.RelabelRule}s rewrites or drops a label set. In: labels; out: other labels, or none when a rule dropped
 * them. Targets pass through {@code relabel_configs}, samples through {@code metric_relabel_configs}. One action a file; read
 * {@link dev.narthex.ingest.relabel.Relabeling} first. Regular expressions are RE2, fully anchored, and a dot matches a newline.
 */
@NullMarked
package dev.narthex.ingest.relabel;

import org.jspecify.annotations.NullMarked;
