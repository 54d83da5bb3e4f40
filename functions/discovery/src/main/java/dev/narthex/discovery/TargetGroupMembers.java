package dev.narthex.discovery;

import dev.narthex.aws.client.Lazily;
import dev.narthex.ingest.config.AwsDiscoveryConfig;
import dev.narthex.model.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * {@code alb}: what is registered in target groups of load balancers, by address and registered port. Instances are looked up for their
 * private address; functions and load balancers behind a group are left out. Needs {@code elasticloadbalancing:DescribeTargetGroups},
 * {@code DescribeTargetHealth}, {@code DescribeTags} and, for instances, {@code ec2:DescribeInstances}.
 */
final class TargetGroupMembers implements Inventory {
  /** As many as one call takes. */
  private static final int TAGGED = 20;

  private static final int INSTANCES = 100;
  private static final Set<TargetTypeEnum> WITH_ADDRESS = Set.of(TargetTypeEnum.INSTANCE, TargetTypeEnum.IP);

  private final AwsDiscoveryConfig config;
  private final AwsAccess access;
  private final Lazily<ElasticLoadBalancingV2Client> client;
  private final Lazily<Ec2Client> instances;

  private record Member(TargetGroup group, TargetHealthDescription target) {
    String id() {
      return Objects.requireNonNullElse(target.target().id(), "");
    }
  }

  TargetGroupMembers(AwsDiscoveryConfig config, AwsAccess access) {
    this.config = config;
    this.access = access;
    this.client = new Lazily<>(() -> access.client(ElasticLoadBalancingV2Client.builder(), "ELASTIC_LOAD_BALANCING_V2"));
    this.instances = new Lazily<>(() -> access.client(Ec2Client.builder(), "EC2"));
  }

  @Override
  public List<Labels> targets() {
    Set<String> wanted = Set.copyOf(config.names());
    List<Member> members = new ArrayList<>();
    List<TargetGroup> groups = new ArrayList<>();
    for (TargetGroup group : client.get().describeTargetGroupsPaginator().targetGroups()) {
      boolean named = wanted.isEmpty() || wanted.contains(group.targetGroupName()) || wanted.contains(group.targetGroupArn());
      if (named && WITH_ADDRESS.contains(group.targetType())) {
        groups.add(group);
        client.get().describeTargetHealth(request -> request.targetGroupArn(group.targetGroupArn())).targetHealthDescriptions()
            .forEach(target -> members.add(new Member(group, target)));
      }
    }
    Map<String, List<Tag>> tags = tags(groups);
    Map<String, String> addresses = addresses(members);
    List<Labels> targets = new ArrayList<>();
    for (Member member : members) {
      String host = member.group.targetType() == TargetTypeEnum.IP ? member.id() : addresses.getOrDefault(member.id(), "");
      if (!host.isEmpty()) {
        int port = config.port().orElse(Objects.requireNonNullElse(member.target.target().port(), 80));
        targets.add(labels(member, tags.getOrDefault(member.group.targetGroupArn(), List.of())).at(host, port));
      }
    }
    return targets;
  }

  private Map<String, List<Tag>> tags(List<TargetGroup> groups) {
    Map<String, List<Tag>> tags = new HashMap<>();
    for (int from = 0; from < groups.size(); from += TAGGED) {
      List<String> arns = groups.subList(from, Math.min(groups.size(), from + TAGGED)).stream().map(TargetGroup::targetGroupArn).toList();
      client.get().describeTags(request -> request.resourceArns(arns)).tagDescriptions().forEach(d -> tags.put(d.resourceArn(), d.tags()));
    }
    return tags;
  }

  private Map<String, String> addresses(List<Member> members) {
    List<String> ids = members.stream().filter(m -> m.group.targetType() == TargetTypeEnum.INSTANCE).map(Member::id).distinct().toList();
    Map<String, String> addresses = new HashMap<>();
    for (int from = 0; from < ids.size(); from += INSTANCES) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + INSTANCES));
      // By filter, not by id: an instance that is gone by now must not fail the others.
      instances.get().describeInstancesPaginator(request -> request.filters(f -> f.name("instance-id").values(some))).reservations().stream()
          .flatMap(reservation -> reservation.instances().stream())
          .filter(instance -> instance.privateIpAddress() != null)
          .forEach((Instance instance) -> addresses.put(instance.instanceId(), instance.privateIpAddress()));
    }
    return addresses;
  }

  private MetaLabels labels(Member member, List<Tag> tags) {
    TargetGroup group = member.group;
    MetaLabels labels = new MetaLabels("alb")
        .put("target_group_name", group.targetGroupName())
        .put("target_group_arn", group.targetGroupArn())
        .put("target_type", group.targetTypeAsString())
        .put("protocol", group.protocolAsString())
        .put("protocol_version", group.protocolVersion())
        .put("health_check_path", group.healthCheckPath())
        .put("vpc_id", group.vpcId())
        .put("target_id", member.id())
        .put("availability_zone", member.target.target().availabilityZone())
        .put("target_port", member.target.target().port() == null ? "" : Integer.toString(member.target.target().port()))
        .put("region", access.region())
        .list("load_balancer_arns", group.loadBalancerArns());
    if (member.target.targetHealth() != null) {
      labels.put("health_state", member.target.targetHealth().stateAsString()).put("health_reason", member.target.targetHealth().reasonAsString());
    }
    tags.forEach(tag -> labels.named("tag", tag.key(), tag.value()));
    return labels;
  }
}
