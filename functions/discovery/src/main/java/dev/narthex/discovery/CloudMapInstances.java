package dev.narthex.discovery;

import dev.narthex.aws.client.Lazily;
import dev.narthex.ingest.config.AwsDiscoveryConfig;
import dev.narthex.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.servicediscovery.model.FilterCondition;
import software.amazon.awssdk.services.servicediscovery.model.InstanceSummary;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceSummary;
import software.amazon.awssdk.services.servicediscovery.model.ServiceFilterName;
import software.amazon.awssdk.services.servicediscovery.model.ServiceSummary;

/**
 * {@code cloudmap}: instances registered in AWS Cloud Map, by IPv4, IPv6 or CNAME and their own port; those without an address are left
 * out. Needs {@code servicediscovery:ListNamespaces}, {@code ListServices} and {@code ListInstances}.
 */
final class CloudMapInstances implements Inventory {
  private static final List<String> ADDRESSES = List.of("AWS_INSTANCE_IPV4", "AWS_INSTANCE_IPV6", "AWS_INSTANCE_CNAME");
  private static final String PORT = "AWS_INSTANCE_PORT";

  private final AwsDiscoveryConfig config;
  private final AwsAccess access;
  private final Lazily<ServiceDiscoveryClient> client;

  CloudMapInstances(AwsDiscoveryConfig config, AwsAccess access) {
    this.config = config;
    this.access = access;
    this.client = new Lazily<>(() -> access.client(ServiceDiscoveryClient.builder(), "SERVICEDISCOVERY"));
  }

  @Override
  public List<Labels> targets() {
    Set<String> wanted = Set.copyOf(config.names());
    List<Labels> targets = new ArrayList<>();
    for (NamespaceSummary namespace : namespaces()) {
      if (wanted.isEmpty() || wanted.contains(namespace.name()) || wanted.contains(namespace.id())) {
        for (ServiceSummary service : services(namespace)) {
          instances(service).forEach(instance -> target(namespace, service, instance).ifPresent(targets::add));
        }
      }
    }
    return targets;
  }

  private List<NamespaceSummary> namespaces() {
    return client.get().listNamespacesPaginator().stream().flatMap(page -> page.namespaces().stream()).toList();
  }

  private List<ServiceSummary> services(NamespaceSummary namespace) {
    return client.get().listServicesPaginator(request -> request.filters(f -> f.name(ServiceFilterName.NAMESPACE_ID).values(namespace.id()).condition(FilterCondition.EQ)))
        .stream().flatMap(page -> page.services().stream()).toList();
  }

  private List<InstanceSummary> instances(ServiceSummary service) {
    return client.get().listInstancesPaginator(request -> request.serviceId(service.id())).stream().flatMap(page -> page.instances().stream()).toList();
  }

  private Optional<Labels> target(NamespaceSummary namespace, ServiceSummary service, InstanceSummary instance) {
    Map<String, String> attributes = instance.attributes();
    Optional<String> host = ADDRESSES.stream().filter(attributes::containsKey).map(attributes::get).findFirst();
    if (host.isEmpty()) {
      return Optional.empty();
    }
    MetaLabels labels = new MetaLabels("cloudmap")
        .put("namespace_id", namespace.id())
        .put("namespace_name", namespace.name())
        .put("namespace_type", namespace.typeAsString())
        .put("service_id", service.id())
        .put("service_arn", service.arn())
        .put("service_name", service.name())
        .put("instance_id", instance.id())
        .put("region", access.region());
    attributes.forEach((key, value) -> labels.named("attribute", key, value));
    return Optional.of(labels.at(host.get(), port(attributes)));
  }

  private int port(Map<String, String> attributes) {
    int configured = config.port().orElse(80);
    try {
      return Integer.parseInt(attributes.getOrDefault(PORT, Integer.toString(configured)));
    } catch (NumberFormatException e) {
      return configured; // a port that is no number is a user's slip; the attribute is in the labels to be seen
    }
  }
}
