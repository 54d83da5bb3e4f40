/**
 * What goes out: Prometheus' envelopes, JSON written in portions, errors with their status codes, compression and CORS.
 *
 * <p>A controller hands a {@link dev.narthex.api.answer.JsonData} to {@link dev.narthex.api.answer.Answer}; small documents become a
 * byte array with a length, large ones a stream that is generated while the client reads it, so
 * no text of a whole matrix ever stands in memory. Errors are thrown as {@link dev.narthex.api.answer.ApiException}.
 */
@NullMarked
package dev.narthex.api.answer;

import org.jspecify.annotations.NullMarked;
