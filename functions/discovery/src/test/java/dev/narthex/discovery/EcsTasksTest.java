package dev.narthex.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EcsTasksTest {
  private static final String FARGATE = """
      {"taskArn":"arn:task/f1","clusterArn":"arn:cluster/shop","taskDefinitionArn":"arn:taskdef/cart:7","group":"service:cart","launchType":"FARGATE","desiredStatus":"RUNNING",
       "lastStatus":"RUNNING","healthStatus":"HEALTHY","platformFamily":"Linux","platformVersion":"1.4.0","availabilityZone":"eu-west-1a","tags":[{"key":"t-1","value":"task"}],
       "attachments":[{"type":"ElasticNetworkInterface","details":[{"name":"subnetId","value":"subnet-a"},{"name":"networkInterfaceId","value":"eni-1"},
         {"name":"privateIPv4Address","value":"10.0.3.4"}]}]}""";
  private static final String ON_EC2 = """
      {"taskArn":"arn:task/e1","taskDefinitionArn":"arn:taskdef/batch:1","group":"family:batch","launchType":"EC2","desiredStatus":"RUNNING","lastStatus":"RUNNING",
       "containerInstanceArn":"arn:ci/1","attachments":[]}""";
  private static final String PENDING = "{\"taskArn\":\"arn:task/p\",\"group\":\"service:cart\",\"attachments\":[]}";
  private static final String INSTANCES = """
      <DescribeInstancesResponse><reservationSet><item><instancesSet><item><instanceId>i-9</instanceId><instanceType>c7g.large</instanceType><privateIpAddress>10.0.9.9</privateIpAddress>
        <ipAddress>54.0.0.9</ipAddress><tagSet><item><key>Name</key><value>host</value></item></tagSet></item></instancesSet></item></reservationSet></DescribeInstancesResponse>""";
  private static final String INTERFACES = """
      <DescribeNetworkInterfacesResponse><networkInterfaceSet><item><networkInterfaceId>eni-1</networkInterfaceId><association><publicIp>52.0.0.1</publicIp></association></item>
        </networkInterfaceSet></DescribeNetworkInterfacesResponse>""";

  private static EmulatedAws ecs() throws Exception {
    return new EmulatedAws()
        .on("ListClusters", "", "{\"clusterArns\":[\"arn:cluster/shop\"],\"nextToken\":\"c2\"}").on("ListClusters", "c2", "{\"clusterArns\":[\"arn:cluster/empty\"]}")
        .on("DescribeClusters", "", "{\"clusters\":[{\"clusterArn\":\"arn:cluster/shop\",\"clusterName\":\"shop\",\"tags\":[{\"key\":\"c\",\"value\":\"v\"}]},"
            + "{\"clusterArn\":\"arn:cluster/empty\",\"clusterName\":\"empty\"}]}")
        .on("ListTasks", "", "{\"taskArns\":[]}").on("ListTasks", "cluster/shop", "{\"taskArns\":[\"arn:task/f1\",\"arn:task/e1\"],\"nextToken\":\"t2\"}")
        .on("ListTasks", "t2", "{\"taskArns\":[\"arn:task/p\"]}")
        .on("DescribeTasks", "", "{\"tasks\":[" + FARGATE + "," + ON_EC2 + "," + PENDING + "]}")
        .on("ListServices", "", "{\"serviceArns\":[\"arn:service/cart\"]}")
        .on("DescribeServices", "", "{\"services\":[{\"serviceArn\":\"arn:service/cart\",\"serviceName\":\"cart\",\"status\":\"ACTIVE\",\"tags\":[{\"key\":\"s\",\"value\":\"w\"}]}]}")
        .on("DescribeContainerInstances", "arn:ci/1", "{\"containerInstances\":[{\"containerInstanceArn\":\"arn:ci/1\",\"ec2InstanceId\":\"i-9\"}]}")
        .on("DescribeInstances", "i-9", INSTANCES).on("DescribeNetworkInterfaces", "eni-1", INTERFACES);
  }

  @Test
  void tasksOfFargateAndOfInstances() throws Exception {
    try (EmulatedAws aws = ecs()) {
      var targets = aws.targets("aws_sd_configs", "role: ecs, port: 9100");
      assertThat(targets).containsOnlyKeys("10.0.3.4:9100", "10.0.9.9:9100");
      assertThat(targets.get("10.0.3.4:9100")).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
          Map.entry("__meta_ecs_availability_zone", "eu-west-1a"), Map.entry("__meta_ecs_cluster", "shop"), Map.entry("__meta_ecs_cluster_arn", "arn:cluster/shop"),
          Map.entry("__meta_ecs_desired_status", "RUNNING"), Map.entry("__meta_ecs_health_status", "HEALTHY"), Map.entry("__meta_ecs_ip_address", "10.0.3.4"),
          Map.entry("__meta_ecs_last_status", "RUNNING"), Map.entry("__meta_ecs_launch_type", "FARGATE"), Map.entry("__meta_ecs_network_mode", "awsvpc"),
          Map.entry("__meta_ecs_platform_family", "Linux"), Map.entry("__meta_ecs_platform_version", "1.4.0"), Map.entry("__meta_ecs_public_ip", "52.0.0.1"),
          Map.entry("__meta_ecs_region", "eu-west-1"), Map.entry("__meta_ecs_service", "cart"), Map.entry("__meta_ecs_service_arn", "arn:service/cart"),
          Map.entry("__meta_ecs_service_status", "ACTIVE"), Map.entry("__meta_ecs_subnet_id", "subnet-a"), Map.entry("__meta_ecs_tag_cluster_c", "v"),
          Map.entry("__meta_ecs_tag_service_s", "w"), Map.entry("__meta_ecs_tag_task_t_1", "task"), Map.entry("__meta_ecs_task_arn", "arn:task/f1"),
          Map.entry("__meta_ecs_task_definition", "arn:taskdef/cart:7"), Map.entry("__meta_ecs_task_group", "service:cart")));
      assertThat(targets.get("10.0.9.9:9100")).contains(Map.entry("__meta_ecs_network_mode", "bridge"), Map.entry("__meta_ecs_container_instance_arn", "arn:ci/1"),
          Map.entry("__meta_ecs_ec2_instance_id", "i-9"), Map.entry("__meta_ecs_ec2_instance_type", "c7g.large"), Map.entry("__meta_ecs_ec2_instance_private_ip", "10.0.9.9"),
          Map.entry("__meta_ecs_ec2_instance_public_ip", "54.0.0.9"), Map.entry("__meta_ecs_tag_ec2_Name", "host")).doesNotContainKey("__meta_ecs_service");
    }
  }

  @Test
  void namedClustersAreNotListed() throws Exception {
    try (EmulatedAws aws = ecs()) {
      aws.targets("ecs_sd_configs", "clusters: [shop]");
      assertThat(aws.asked("ListClusters")).isEmpty();
      assertThat(aws.asked("DescribeClusters")).singleElement().satisfies(asked -> assertThat(asked.text()).contains("\"shop\"").contains("TAGS"));
    }
  }
}
