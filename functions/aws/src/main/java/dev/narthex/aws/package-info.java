/**
 * Narthex on AWS: adapters of the ports for S3, DynamoDB and SQS, and the handlers that Lambda calls. What the functions do stands in
 * {@code dev.narthex.jobs}; here is only how AWS is spoken to. Packages: {@code environment} (the variables of a function),
 * {@code store}, {@code table} and {@code queue} (adapters), {@code function} (handlers and their wiring).
 */
@NullMarked
package dev.narthex.aws;

import org.jspecify.annotations.NullMarked;
