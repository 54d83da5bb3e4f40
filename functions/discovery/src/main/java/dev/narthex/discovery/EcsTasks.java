package dev.narthex.discovery;

import dev.narthex.aws.client.Lazily;
import dev.narthex.ingest.config.AwsDiscoveryConfig;
import dev.narthex.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Attachment;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * {@code ecs}: tasks of all clusters or of those named. A task with a network interface of its own (awsvpc) has that as its address, one
 * without has its EC2 instance's (bridge and host mode). Tasks without an address yet are left out. Needs List and Describe rights of
 * clusters, services, tasks and container instances, {@code ec2:DescribeNetworkInterfaces} and {@code ec2:DescribeInstances}.
 */
final class EcsTasks implements Inventory {
  private static final String INTERFACE = "ElasticNetworkInterface";
  private static final String OF_SERVICE = "service:";

  private final AwsDiscoveryConfig config;
  private final AwsAccess access;
  private final Lazily<EcsCalls> calls;

  EcsTasks(AwsDiscoveryConfig config, AwsAccess access) {
    this.config = config;
    this.access = access;
    this.calls = new Lazily<>(() -> new EcsCalls(access.client(EcsClient.builder(), "ECS"), access.client(Ec2Client.builder(), "EC2")));
  }

  @Override
  public List<Labels> targets() {
    List<Labels> targets = new ArrayList<>();
    for (Cluster cluster : calls.get().clusters(config.names())) {
      addTasks(cluster, targets);
    }
    return targets;
  }

  private void addTasks(Cluster cluster, List<Labels> targets) {
    List<Task> tasks = calls.get().tasks(cluster.clusterArn());
    if (tasks.isEmpty()) {
      return;
    }
    Map<String, Service> services = calls.get().services(cluster.clusterArn());
    Map<String, String> hosts = calls.get().ec2Ids(cluster.clusterArn(), tasks.stream().map(Task::containerInstanceArn).filter(Objects::nonNull).distinct().toList());
    Map<String, Instance> instances = calls.get().instances(List.copyOf(hosts.values()));
    Map<String, String> publicIps = calls.get().publicIps(tasks.stream().map(task -> detail(task, "networkInterfaceId")).filter(id -> !id.isEmpty()).toList());
    for (Task task : tasks) {
      String own = detail(task, "privateIPv4Address");
      String hostId = task.containerInstanceArn() == null ? "" : hosts.getOrDefault(task.containerInstanceArn(), "");
      Instance host = instances.get(hostId);
      String address = !own.isEmpty() ? own : host == null ? "" : Objects.requireNonNullElse(host.privateIpAddress(), "");
      if (address.isEmpty()) {
        continue;
      }
      MetaLabels labels = ofTask(task, address).put("network_mode", own.isEmpty() ? "bridge" : "awsvpc");
      ofCluster(cluster, labels);
      String group = Objects.requireNonNullElse(task.group(), "");
      if (group.startsWith(OF_SERVICE)) {
        ofService(services.get(group.substring(OF_SERVICE.length())), labels);
      }
      if (host != null) {
        ofInstance(host, labels);
      }
      labels.put("public_ip", publicIps.getOrDefault(detail(task, "networkInterfaceId"), ""));
      targets.add(labels.at(address, config.port().orElse(80)));
    }
  }

  private static void ofCluster(Cluster cluster, MetaLabels labels) {
    labels.put("cluster", cluster.clusterName()).put("cluster_arn", cluster.clusterArn());
    tags("tag_cluster", cluster.tags(), labels);
  }

  private static void ofService(@Nullable Service service, MetaLabels labels) {
    if (service != null) {
      labels.put("service", service.serviceName()).put("service_arn", service.serviceArn()).put("service_status", service.status());
      tags("tag_service", service.tags(), labels);
    }
  }

  private static void ofInstance(Instance host, MetaLabels labels) {
    labels.put("ec2_instance_id", host.instanceId())
        .put("ec2_instance_type", host.instanceTypeAsString())
        .put("ec2_instance_private_ip", host.privateIpAddress())
        .put("ec2_instance_public_ip", host.publicIpAddress());
    host.tags().forEach(tag -> labels.named("tag_ec2", tag.key(), tag.value()));
  }

  private MetaLabels ofTask(Task task, String address) {
    MetaLabels labels = new MetaLabels("ecs")
        .put("task_group", task.group())
        .put("task_arn", task.taskArn())
        .put("task_definition", task.taskDefinitionArn())
        .put("ip_address", address)
        .put("launch_type", task.launchTypeAsString())
        .put("desired_status", task.desiredStatus())
        .put("last_status", task.lastStatus())
        .put("health_status", task.healthStatusAsString())
        .put("platform_family", task.platformFamily())
        .put("platform_version", task.platformVersion())
        .put("subnet_id", detail(task, "subnetId"))
        .put("availability_zone", task.availabilityZone())
        .put("container_instance_arn", task.containerInstanceArn())
        .put("region", access.region());
    tags("tag_task", task.tags(), labels);
    return labels;
  }

  private static void tags(String family, List<Tag> tags, MetaLabels labels) {
    tags.forEach(tag -> labels.named(family, tag.key(), tag.value()));
  }

  /** What the task's network interface says, empty when there is none. */
  private static String detail(Task task, String name) {
    return task.attachments().stream()
        .filter(attachment -> INTERFACE.equals(attachment.type()))
        .flatMap((Attachment attachment) -> attachment.details().stream())
        .filter(pair -> name.equals(pair.name()))
        .map(pair -> Objects.requireNonNullElse(pair.value(), ""))
        .findFirst()
        .orElse("");
  }
}
