/**
 * HTTP behind API Gateway: {@link dev.narthex.aws.http.HttpEvents} turns an event of either payload into the payload 1.0 that
 * Micronaut's handler reads right, {@link dev.narthex.aws.http.HttpAnswers} writes its answer back, within the six megabytes that
 * Lambda allows.
 */
@NullMarked
package dev.narthex.aws.http;

import org.jspecify.annotations.NullMarked;
