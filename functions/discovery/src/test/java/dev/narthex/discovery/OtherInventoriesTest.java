package dev.narthex.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lightsail, Lambda, load balancers and Cloud Map over the wire. */
class OtherInventoriesTest {
  @Test
  void lightsail() throws Exception {
    String one = """
        {"instances":[{"name":"blog","arn":"arn:x","supportCode":"1234/i-0","location":{"availabilityZone":"eu-west-1a","regionName":"eu-west-1"},
          "tags":[{"key":"env","value":"prod"}],"blueprintId":"debian_12","bundleId":"nano_3_0","privateIpAddress":"172.26.1.2","publicIpAddress":"3.4.5.6",
          "ipv6Addresses":["2001:db8::5"],"state":{"code":16,"name":"running"}}],"nextPageToken":"p2"}""";
    String two = "{\"instances\":[{\"name\":\"bare\",\"privateIpAddress\":\"172.26.1.3\"},{\"name\":\"starting\"}]}";
    try (EmulatedAws aws = new EmulatedAws().on("GetInstances", "", one).on("GetInstances", "p2", two)) {
      var targets = aws.targets("lightsail_sd_configs", "port: 9100");
      assertThat(targets).containsOnlyKeys("172.26.1.2:9100", "172.26.1.3:9100");
      assertThat(targets.get("172.26.1.2:9100")).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
          Map.entry("__meta_lightsail_availability_zone", "eu-west-1a"), Map.entry("__meta_lightsail_blueprint_id", "debian_12"),
          Map.entry("__meta_lightsail_bundle_id", "nano_3_0"), Map.entry("__meta_lightsail_instance_name", "blog"),
          Map.entry("__meta_lightsail_instance_state", "running"), Map.entry("__meta_lightsail_instance_support_code", "1234/i-0"),
          Map.entry("__meta_lightsail_ipv6_addresses", ",2001:db8::5,"), Map.entry("__meta_lightsail_private_ip", "172.26.1.2"),
          Map.entry("__meta_lightsail_public_ip", "3.4.5.6"), Map.entry("__meta_lightsail_region", "eu-west-1"),
          Map.entry("__meta_lightsail_tag_env", "prod")));
    }
  }

  @Test
  void lambda() throws Exception {
    String functions = """
        {"Functions":[{"FunctionName":"shop","FunctionArn":"arn:aws:lambda:eu-west-1:1:function:shop","Runtime":"java25","Handler":"h","MemorySize":512,"Timeout":30,
          "Version":"$LATEST","PackageType":"Zip","Architectures":["arm64"],"VpcConfig":{"VpcId":"vpc-1","SubnetIds":["subnet-a","subnet-b"]}}],"NextMarker":"m2"}""";
    String more = "{\"Functions\":[{\"FunctionName\":\"quiet\",\"FunctionArn\":\"arn:aws:lambda:eu-west-1:1:function:quiet\"},{\"FunctionName\":\"other\",\"FunctionArn\":\"arn:o\"}]}";
    try (EmulatedAws aws = new EmulatedAws().on("GET /functions", "", functions).on("GET /functions/", "", functions).on("GET /functions", "Marker=m2", more).on("GET /functions/", "Marker=m2", more)
        .on("GET /functions/shop/urls", "", "{\"FunctionUrlConfigs\":[{\"FunctionUrl\":\"https://abc.lambda-url.eu-west-1.on.aws/\",\"AuthType\":\"NONE\"}]}")
        .on("GET /functions/quiet/urls", "", "{\"FunctionUrlConfigs\":[]}")
        .on("GET /tags/ARN", "", "{\"Tags\":{\"team\":\"shop\"}}")) {
      var targets = aws.targets("lambda_sd_configs", "functions: [shop, quiet]");
      assertThat(targets).containsOnlyKeys("abc.lambda-url.eu-west-1.on.aws:443", "quiet:80");
      assertThat(targets.get("abc.lambda-url.eu-west-1.on.aws:443")).contains(Map.entry("__scheme__", "https"), Map.entry("__meta_lambda_url_auth_type", "NONE"),
          Map.entry("__meta_lambda_runtime", "java25"), Map.entry("__meta_lambda_memory_size", "512"), Map.entry("__meta_lambda_timeout", "30"),
          Map.entry("__meta_lambda_architectures", ",arm64,"), Map.entry("__meta_lambda_subnet_id", ",subnet-a,subnet-b,"), Map.entry("__meta_lambda_tag_team", "shop"),
          Map.entry("__meta_lambda_function_name", "shop"), Map.entry("__meta_lambda_url", "https://abc.lambda-url.eu-west-1.on.aws/"));
    }
  }

  private static String elb(String operation, String result) {
    return "<" + operation + "Response xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\"><" + operation + "Result>" + result + "</" + operation
        + "Result></" + operation + "Response>";
  }

  @Test
  void targetGroups() throws Exception {
    String groups = elb("DescribeTargetGroups", """
        <TargetGroups><member><TargetGroupArn>arn:tg/web</TargetGroupArn><TargetGroupName>web</TargetGroupName><Protocol>HTTP</Protocol><VpcId>vpc-1</VpcId>
          <TargetType>instance</TargetType><ProtocolVersion>HTTP1</ProtocolVersion><HealthCheckPath>/ok</HealthCheckPath><LoadBalancerArns><member>arn:lb</member></LoadBalancerArns></member></TargetGroups>
        <NextMarker>m2</NextMarker>""");
    String more = elb("DescribeTargetGroups", """
        <TargetGroups><member><TargetGroupArn>arn:tg/pods</TargetGroupArn><TargetGroupName>pods</TargetGroupName><TargetType>ip</TargetType></member>
          <member><TargetGroupArn>arn:tg/fn</TargetGroupArn><TargetGroupName>fn</TargetGroupName><TargetType>lambda</TargetType></member></TargetGroups>""");
    String health = """
        <TargetHealthDescriptions><member><Target><Id>%s</Id><Port>8080</Port><AvailabilityZone>eu-west-1a</AvailabilityZone></Target>
          <TargetHealth><State>unhealthy</State><Reason>Target.Timeout</Reason></TargetHealth></member></TargetHealthDescriptions>""";
    String tags = "<TagDescriptions><member><ResourceArn>arn:tg/web</ResourceArn><Tags><member><Key>env</Key><Value>prod</Value></member></Tags></member></TagDescriptions>";
    String instances = "<DescribeInstancesResponse><reservationSet><item><instancesSet><item><instanceId>i-1</instanceId><privateIpAddress>10.0.0.7</privateIpAddress></item></instancesSet></item></reservationSet></DescribeInstancesResponse>";
    try (EmulatedAws aws = new EmulatedAws().on("DescribeTargetGroups", "", groups).on("DescribeTargetGroups", "Marker=m2", more)
        .on("DescribeTargetHealth", "arn:tg/web", elb("DescribeTargetHealth", health.formatted("i-1")))
        .on("DescribeTargetHealth", "arn:tg/pods", elb("DescribeTargetHealth", health.formatted("10.1.1.1")))
        .on("DescribeTags", "", elb("DescribeTags", tags)).on("DescribeInstances", "Filter.1.Value.1=i-1", instances)) {
      var targets = aws.targets("alb_sd_configs", "");
      assertThat(targets).containsOnlyKeys("10.0.0.7:8080", "10.1.1.1:8080");
      assertThat(targets.get("10.0.0.7:8080")).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
          Map.entry("__meta_alb_availability_zone", "eu-west-1a"), Map.entry("__meta_alb_health_check_path", "/ok"), Map.entry("__meta_alb_health_reason", "Target.Timeout"),
          Map.entry("__meta_alb_health_state", "unhealthy"), Map.entry("__meta_alb_load_balancer_arns", ",arn:lb,"), Map.entry("__meta_alb_protocol", "HTTP"),
          Map.entry("__meta_alb_protocol_version", "HTTP1"), Map.entry("__meta_alb_region", "eu-west-1"), Map.entry("__meta_alb_tag_env", "prod"),
          Map.entry("__meta_alb_target_group_arn", "arn:tg/web"), Map.entry("__meta_alb_target_group_name", "web"), Map.entry("__meta_alb_target_id", "i-1"),
          Map.entry("__meta_alb_target_port", "8080"), Map.entry("__meta_alb_target_type", "instance"), Map.entry("__meta_alb_vpc_id", "vpc-1")));
      assertThat(aws.targets("alb_sd_configs", "target_groups: [pods], port: 9100")).containsOnlyKeys("10.1.1.1:9100");
    }
  }

  @Test
  void cloudMap() throws Exception {
    try (EmulatedAws aws = new EmulatedAws().on("ListNamespaces", "", "{\"Namespaces\":[{\"Id\":\"ns-1\",\"Name\":\"shop.local\",\"Type\":\"DNS_PRIVATE\"}],\"NextToken\":\"n2\"}")
        .on("ListNamespaces", "n2", "{\"Namespaces\":[{\"Id\":\"ns-2\",\"Name\":\"other\"}]}")
        .on("ListServices", "ns-1", "{\"Services\":[{\"Id\":\"srv-1\",\"Arn\":\"arn:s\",\"Name\":\"cart\"}]}")
        .on("ListInstances", "srv-1", "{\"Instances\":[{\"Id\":\"a\",\"Attributes\":{\"AWS_INSTANCE_IPV4\":\"10.2.0.1\",\"AWS_INSTANCE_PORT\":\"9102\",\"stage-name\":\"blue\"}}],\"NextToken\":\"i2\"}")
        .on("ListInstances", "i2", "{\"Instances\":[{\"Id\":\"b\",\"Attributes\":{\"AWS_INSTANCE_CNAME\":\"x.example.com\"}},{\"Id\":\"c\",\"Attributes\":{}}]}")) {
      var targets = aws.targets("cloudmap_sd_configs", "namespaces: [shop.local], port: 9100");
      assertThat(targets).containsOnlyKeys("10.2.0.1:9102", "x.example.com:9100");
      assertThat(targets.get("10.2.0.1:9102")).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
          Map.entry("__meta_cloudmap_attribute_AWS_INSTANCE_IPV4", "10.2.0.1"), Map.entry("__meta_cloudmap_attribute_AWS_INSTANCE_PORT", "9102"),
          Map.entry("__meta_cloudmap_attribute_stage_name", "blue"), Map.entry("__meta_cloudmap_instance_id", "a"), Map.entry("__meta_cloudmap_namespace_id", "ns-1"),
          Map.entry("__meta_cloudmap_namespace_name", "shop.local"), Map.entry("__meta_cloudmap_namespace_type", "DNS_PRIVATE"), Map.entry("__meta_cloudmap_region", "eu-west-1"),
          Map.entry("__meta_cloudmap_service_arn", "arn:s"), Map.entry("__meta_cloudmap_service_id", "srv-1"), Map.entry("__meta_cloudmap_service_name", "cart")));
    }
  }
}
