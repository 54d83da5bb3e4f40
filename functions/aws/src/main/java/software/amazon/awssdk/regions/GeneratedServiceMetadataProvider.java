package software.amazon.awssdk.regions;

import org.jspecify.annotations.Nullable;

/**
 * Stands in front of the SDK's class of this name, whose list of all of AWS' services makes some 310 classes load at the first client. The list tells
 * signing regions of services that have endpoints of their own kind in some region; for a service that is not listed the SDK takes the client's
 * region, which is right for every service that functions call. Endpoints come from the services' own rules. Where an SDK no longer has
 * this class, nothing happens but that starts are slower again. {@code AwsEndpointsTest} holds what requests then look like.
 */
public final class GeneratedServiceMetadataProvider implements ServiceMetadataProvider {
  @Override
  public @Nullable ServiceMetadata serviceMetadata(String serviceEndpointPrefix) {
    return null;
  }
}
