/**
 * The object store in S3. Start with {@link dev.narthex.aws.store.S3ObjectStore}: small objects are one request, large ones a multipart
 * upload whose completion carries the condition.
 */
@NullMarked
package dev.narthex.aws.store;

import org.jspecify.annotations.NullMarked;
