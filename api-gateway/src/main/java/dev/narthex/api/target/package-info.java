/**
 * What is scraped: active and dropped targets, their metadata, scrape pools, and relabelling step by step.
 *
 * <p>{@link dev.narthex.api.target.TargetsView} is the port.
 */
@NullMarked
package dev.narthex.api.target;

import org.jspecify.annotations.NullMarked;
