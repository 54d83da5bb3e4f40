package dev.narthex.discovery;

import dev.narthex.aws.client.Lazily;
import dev.narthex.ingest.config.AwsDiscoveryConfig;
import dev.narthex.model.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceIpv6Address;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * {@code ec2}: instances by their private address, by IPv6 when they have no other; those with neither are left out. Needs
 * {@code ec2:DescribeInstances} and {@code ec2:DescribeAvailabilityZones}.
 */
final class Ec2Instances implements Inventory {
  private final AwsDiscoveryConfig config;
  private final AwsAccess access;
  private final Lazily<Ec2Client> client;
  /** Zones never change their ids, so they are asked for once. */
  private final Map<String, String> zoneIds = new HashMap<>();

  Ec2Instances(AwsDiscoveryConfig config, AwsAccess access) {
    this.config = config;
    this.access = access;
    this.client = new Lazily<>(() -> access.client(Ec2Client.builder(), "EC2"));
  }

  @Override
  public List<Labels> targets() {
    List<Filter> filters = config.filters().stream().map(f -> Filter.builder().name(f.name()).values(f.values()).build()).toList();
    List<Labels> targets = new ArrayList<>();
    for (Reservation reservation : client.get().describeInstancesPaginator(request -> request.filters(filters)).reservations()) {
      for (Instance instance : reservation.instances()) {
        address(instance).ifPresent(host -> targets.add(labels(instance, reservation).at(host, config.port().orElse(80))));
      }
    }
    return targets;
  }

  private static Optional<String> address(Instance instance) {
    return Optional.ofNullable(instance.privateIpAddress())
        .or(() -> Optional.ofNullable(instance.ipv6Address()))
        .or(() -> ipv6(instance).stream().findFirst());
  }

  private MetaLabels labels(Instance instance, Reservation reservation) {
    MetaLabels labels = new MetaLabels("ec2")
        .put("ami", instance.imageId())
        .put("architecture", instance.architectureAsString())
        .put("default_ipv6_address", instance.ipv6Address())
        .put("instance_id", instance.instanceId())
        .put("instance_lifecycle", instance.instanceLifecycleAsString())
        .put("instance_type", instance.instanceTypeAsString())
        .put("owner_id", reservation.ownerId())
        .put("platform", instance.platformAsString())
        .put("private_dns_name", instance.privateDnsName())
        .put("private_ip", instance.privateIpAddress())
        .put("public_dns_name", instance.publicDnsName())
        .put("public_ip", instance.publicIpAddress())
        .put("primary_subnet_id", instance.subnetId())
        .put("region", access.region())
        .put("vpc_id", instance.vpcId())
        .list("ipv6_addresses", ipv6(instance))
        .list("primary_ipv6_addresses", primaryIpv6(instance))
        .list("subnet_id", subnets(instance));
    if (instance.state() != null) {
      labels.put("instance_state", instance.state().nameAsString());
    }
    if (instance.placement() != null) {
      String zone = Objects.requireNonNullElse(instance.placement().availabilityZone(), "");
      labels.put("availability_zone", zone).put("availability_zone_id", zoneId(zone));
    }
    for (Tag tag : instance.tags()) {
      labels.named("tag", tag.key(), tag.value());
    }
    return labels;
  }

  private synchronized String zoneId(String zone) {
    if (zoneIds.isEmpty()) {
      client.get().describeAvailabilityZones().availabilityZones().forEach(z -> zoneIds.put(z.zoneName(), z.zoneId()));
    }
    return zoneIds.getOrDefault(zone, "");
  }

  private static Set<String> subnets(Instance instance) {
    Set<String> subnets = new LinkedHashSet<>();
    instance.networkInterfaces().stream().map(InstanceNetworkInterface::subnetId).filter(Objects::nonNull).forEach(subnets::add);
    return subnets;
  }

  private static List<String> ipv6(Instance instance) {
    return instance.networkInterfaces().stream().flatMap(n -> n.ipv6Addresses().stream()).map(InstanceIpv6Address::ipv6Address).filter(Objects::nonNull).toList();
  }

  /** The primary address of each interface, in the order in which they are attached. */
  private static List<String> primaryIpv6(Instance instance) {
    return instance.networkInterfaces().stream()
        .sorted(Comparator.comparingInt(n -> n.attachment() == null || n.attachment().deviceIndex() == null ? Integer.MAX_VALUE : n.attachment().deviceIndex()))
        .flatMap(n -> n.ipv6Addresses().stream().filter(a -> Boolean.TRUE.equals(a.isPrimaryIpv6())).limit(1))
        .map(InstanceIpv6Address::ipv6Address)
        .filter(Objects::nonNull)
        .toList();
  }
}
