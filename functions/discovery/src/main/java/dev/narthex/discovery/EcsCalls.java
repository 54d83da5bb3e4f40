package dev.narthex.discovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskField;

/** The calls behind {@link EcsTasks}: lists by pages, descriptions by as many as one call takes. */
final class EcsCalls {
  private static final int DESCRIBED = 100;
  private static final int DESCRIBED_SERVICES = 10;

  private final EcsClient ecs;
  private final Ec2Client ec2;

  EcsCalls(EcsClient ecs, Ec2Client ec2) {
    this.ecs = ecs;
    this.ec2 = ec2;
  }

  /** Those named, or all. */
  List<Cluster> clusters(List<String> names) {
    List<String> clusters = names.isEmpty() ? ecs.listClustersPaginator().clusterArns().stream().toList() : names;
    return chunks(clusters, DESCRIBED, some -> ecs.describeClusters(request -> request.clusters(some).include(ClusterField.TAGS)).clusters());
  }

  List<Task> tasks(String cluster) {
    List<String> arns = ecs.listTasksPaginator(request -> request.cluster(cluster)).taskArns().stream().toList();
    return chunks(arns, DESCRIBED, some -> ecs.describeTasks(request -> request.cluster(cluster).tasks(some).include(TaskField.TAGS)).tasks());
  }

  /** By name. */
  Map<String, Service> services(String cluster) {
    List<String> arns = ecs.listServicesPaginator(request -> request.cluster(cluster)).serviceArns().stream().toList();
    Map<String, Service> services = new HashMap<>();
    chunks(arns, DESCRIBED_SERVICES, some -> ecs.describeServices(request -> request.cluster(cluster).services(some).include(ServiceField.TAGS)).services())
        .forEach(service -> services.put(service.serviceName(), service));
    return services;
  }

  /** EC2 instance ids by the ARN of the container instance. */
  Map<String, String> ec2Ids(String cluster, List<String> containerInstances) {
    Map<String, String> ids = new HashMap<>();
    chunks(containerInstances, DESCRIBED, some -> ecs.describeContainerInstances(request -> request.cluster(cluster).containerInstances(some)).containerInstances()).stream()
        .filter(instance -> instance.ec2InstanceId() != null)
        .forEach((ContainerInstance instance) -> ids.put(instance.containerInstanceArn(), instance.ec2InstanceId()));
    return ids;
  }

  /** By id. Asked by filter, not by id: an instance that is gone by now must not fail the others. */
  Map<String, Instance> instances(List<String> ids) {
    Map<String, Instance> instances = new HashMap<>();
    chunks(ids, DESCRIBED, some -> ec2.describeInstancesPaginator(request -> request.filters(f -> f.name("instance-id").values(some))).reservations().stream()
        .flatMap(reservation -> reservation.instances().stream()).toList()).forEach(instance -> instances.put(instance.instanceId(), instance));
    return instances;
  }

  /** Public addresses by the id of the network interface. */
  Map<String, String> publicIps(List<String> interfaces) {
    Map<String, String> addresses = new HashMap<>();
    chunks(interfaces, DESCRIBED, some -> ec2.describeNetworkInterfacesPaginator(
        request -> request.filters(f -> f.name("network-interface-id").values(some))).networkInterfaces().stream().toList()).stream()
        .filter(network -> network.association() != null && network.association().publicIp() != null)
        .forEach(network -> addresses.put(network.networkInterfaceId(), network.association().publicIp()));
    return addresses;
  }

  private static <T> List<T> chunks(List<String> all, int size, Function<List<String>, List<T>> describe) {
    List<T> described = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      described.addAll(describe.apply(all.subList(from, Math.min(all.size(), from + size))));
    }
    return described;
  }
}
