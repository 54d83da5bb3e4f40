/**
 * The configuration of functions: its versions in a bucket ({@link dev.narthex.aws.config.UploadedConfigs}) and the secrets
 * that they name ({@link dev.narthex.aws.config.AwsSecretSource}).
 */
@NullMarked
package dev.narthex.aws.config;

import org.jspecify.annotations.NullMarked;
