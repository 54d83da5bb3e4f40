/**
 * Jobs in SQS: {@link dev.narthex.aws.queue.SqsJobQueue} sends them, {@link dev.narthex.aws.queue.QueueUrls} says where each kind goes.
 * Receiving is Lambda's event source mapping.
 */
@NullMarked
package dev.narthex.aws.queue;

import org.jspecify.annotations.NullMarked;
