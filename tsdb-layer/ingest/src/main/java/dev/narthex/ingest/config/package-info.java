/**
 * Configuration: {@code prometheus.yml} and {@code narthex.yml} from a folder become one validated, content-addressed value, {@link dev.narthex.ingest.config.LoadedConfig}.
 * One immutable record per area with Prometheus' defaults; unknown keys are errors with file and line; what is not built is refused by name, what has no effect here is a
 * warning. Start at {@link dev.narthex.ingest.config.ConfigLoader}; a key's meaning stands on the record that holds it and in {@code docs/configuration.md}.
 */
@NullMarked
package dev.narthex.ingest.config;

import org.jspecify.annotations.NullMarked;
