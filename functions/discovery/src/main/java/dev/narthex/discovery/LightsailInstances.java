package dev.narthex.discovery;

import dev.narthex.aws.client.Lazily;
import dev.narthex.ingest.config.AwsDiscoveryConfig;
import dev.narthex.model.Labels;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.lightsail.LightsailClient;
import software.amazon.awssdk.services.lightsail.model.GetInstancesResponse;
import software.amazon.awssdk.services.lightsail.model.Instance;

/** {@code lightsail}: instances by their private address. Needs {@code lightsail:GetInstances}. */
final class LightsailInstances implements Inventory {
  private final AwsDiscoveryConfig config;
  private final AwsAccess access;
  private final Lazily<LightsailClient> client;

  LightsailInstances(AwsDiscoveryConfig config, AwsAccess access) {
    this.config = config;
    this.access = access;
    this.client = new Lazily<>(() -> access.client(LightsailClient.builder(), "LIGHTSAIL"));
  }

  @Override
  public List<Labels> targets() {
    List<Labels> targets = new ArrayList<>();
    GetInstancesResponse page = client.get().getInstances(request -> {});
    while (true) {
      for (Instance instance : page.instances()) {
        if (instance.privateIpAddress() != null) {
          targets.add(labels(instance).at(instance.privateIpAddress(), config.port().orElse(80)));
        }
      }
      String next = page.nextPageToken();
      if (next == null || next.isEmpty()) {
        return targets;
      }
      page = client.get().getInstances(request -> request.pageToken(next));
    }
  }

  private MetaLabels labels(Instance instance) {
    MetaLabels labels = new MetaLabels("lightsail")
        .put("blueprint_id", instance.blueprintId())
        .put("bundle_id", instance.bundleId())
        .put("instance_name", instance.name())
        .put("instance_support_code", instance.supportCode())
        .put("private_ip", instance.privateIpAddress())
        .put("public_ip", instance.publicIpAddress())
        .put("region", instance.location() == null ? access.region() : instance.location().regionNameAsString())
        .list("ipv6_addresses", instance.ipv6Addresses());
    if (instance.location() != null) {
      labels.put("availability_zone", instance.location().availabilityZone());
    }
    if (instance.state() != null) {
      labels.put("instance_state", instance.state().name());
    }
    instance.tags().forEach(tag -> labels.named("tag", tag.key(), tag.value()));
    return labels;
  }
}
