/**
 * The configuration of functions: a version's files in the bucket ({@link dev.narthex.aws.config.UploadedConfigFolder}) and the secrets
 * that they name ({@link dev.narthex.aws.config.AwsSecretSource}).
 */
@NullMarked
package dev.narthex.aws.config;

import org.jspecify.annotations.NullMarked;
