/**
 * Targets out of AWS: an entry of {@code ec2_sd_configs}, {@code aws_sd_configs}, {@code lambda_sd_configs}, … goes in, groups of targets
 * with {@code __meta_…} labels come out, through the AWS SDK. {@link dev.narthex.discovery.AwsDiscoveryPlugin} is what drivers find; one
 * class a mechanism ({@link dev.narthex.discovery.Ec2Instances}, {@link dev.narthex.discovery.EcsTasks}, …).
 * {@link dev.narthex.discovery.DiscoverHandler} is the function {@code discover} with all of it, in a zip of its own.
 */
@NullMarked
package dev.narthex.discovery;

import org.jspecify.annotations.NullMarked;
