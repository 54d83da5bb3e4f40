/**
 * What comes in: parameters of query strings and forms, read exactly as Prometheus reads them.
 *
 * <p>{@link dev.narthex.api.request.Parameters} gathers them; times, durations, limits and selectors have one class each. Whatever
 * is wrong ends as {@link dev.narthex.api.answer.ApiException} of type bad_data.
 */
@NullMarked
package dev.narthex.api.request;

import org.jspecify.annotations.NullMarked;
