/**
 * AWS on one machine: S3 (s3proxy), DynamoDB (DynamoDBLocal) and SQS (ElasticMQ) behind their wire protocols on random loopback
 * ports, and a Lambda Runtime API with real runtime-interface-client processes. Tests ask for {@link dev.narthex.aws.wire.Wire}
 * as a parameter; with {@code AWS_ENDPOINT_URL} set, that endpoint is used instead and nothing is started.
 * Read {@link dev.narthex.aws.wire.WireExtension} first.
 */
@NullMarked
package dev.narthex.aws.wire;

import org.jspecify.annotations.NullMarked;
