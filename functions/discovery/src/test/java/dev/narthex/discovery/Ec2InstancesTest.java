package dev.narthex.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.ingest.discovery.DiscoveryException;
import dev.narthex.ingest.discovery.TargetDiscovery;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Ec2InstancesTest {
  private static final String ZONES = """
      <DescribeAvailabilityZonesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>z</requestId><availabilityZoneInfo>
        <item><zoneName>eu-west-1a</zoneName><zoneId>euw1-az3</zoneId></item><item><zoneName>eu-west-1b</zoneName><zoneId>euw1-az1</zoneId></item>
      </availabilityZoneInfo></DescribeAvailabilityZonesResponse>""";

  private static String page(String instances, String next) {
    return "<DescribeInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId><reservationSet><item>"
        + "<reservationId>r-1</reservationId><ownerId>111122223333</ownerId><instancesSet>" + instances + "</instancesSet></item></reservationSet>"
        + (next.isEmpty() ? "" : "<nextToken>" + next + "</nextToken>") + "</DescribeInstancesResponse>";
  }

  private static final String WEB = """
      <item><instanceId>i-0web</instanceId><imageId>ami-1</imageId><instanceState><code>16</code><name>running</name></instanceState>
        <privateDnsName>ip-10-0-0-4.eu-west-1.compute.internal</privateDnsName><dnsName>ec2-54-1-2-3.eu-west-1.compute.amazonaws.com</dnsName>
        <instanceType>m7g.large</instanceType><placement><availabilityZone>eu-west-1a</availabilityZone></placement><platform>windows</platform>
        <subnetId>subnet-a</subnetId><vpcId>vpc-1</vpcId><privateIpAddress>10.0.0.4</privateIpAddress><ipAddress>54.1.2.3</ipAddress>
        <architecture>arm64</architecture><instanceLifecycle>spot</instanceLifecycle>
        <tagSet><item><key>Name</key><value>web</value></item><item><key>team:owner-mail</key><value>a@b</value></item><item><key>empty</key><value/></item></tagSet>
        <networkInterfaceSet>
          <item><subnetId>subnet-b</subnetId><attachment><deviceIndex>1</deviceIndex></attachment><ipv6AddressesSet>
            <item><ipv6Address>2001:db8::2</ipv6Address><isPrimaryIpv6>true</isPrimaryIpv6></item></ipv6AddressesSet></item>
          <item><subnetId>subnet-a</subnetId><attachment><deviceIndex>0</deviceIndex></attachment><ipv6AddressesSet>
            <item><ipv6Address>2001:db8::1</ipv6Address><isPrimaryIpv6>true</isPrimaryIpv6></item><item><ipv6Address>2001:db8::9</ipv6Address></item></ipv6AddressesSet></item>
        </networkInterfaceSet></item>""";

  private static final String V6_ONLY = """
      <item><instanceId>i-0six</instanceId><instanceState><name>stopped</name></instanceState><ipv6Address>2001:db8::6</ipv6Address></item>
      <item><instanceId>i-0none</instanceId></item>""";

  @Test
  void labelsAreThoseOfPrometheus() throws Exception {
    try (EmulatedAws aws = new EmulatedAws().on("DescribeInstances", "", page(WEB, "")).on("DescribeAvailabilityZones", "", ZONES)) {
      Map<String, String> web = aws.targets("ec2_sd_configs", "port: 9100").get("10.0.0.4:9100");
      assertThat(web).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
          Map.entry("__meta_ec2_ami", "ami-1"),
          Map.entry("__meta_ec2_architecture", "arm64"),
          Map.entry("__meta_ec2_availability_zone", "eu-west-1a"),
          Map.entry("__meta_ec2_availability_zone_id", "euw1-az3"),
          Map.entry("__meta_ec2_instance_id", "i-0web"),
          Map.entry("__meta_ec2_instance_lifecycle", "spot"),
          Map.entry("__meta_ec2_instance_state", "running"),
          Map.entry("__meta_ec2_instance_type", "m7g.large"),
          Map.entry("__meta_ec2_ipv6_addresses", ",2001:db8::2,2001:db8::1,2001:db8::9,"),
          Map.entry("__meta_ec2_owner_id", "111122223333"),
          Map.entry("__meta_ec2_platform", "windows"),
          Map.entry("__meta_ec2_primary_ipv6_addresses", ",2001:db8::1,2001:db8::2,"),
          Map.entry("__meta_ec2_primary_subnet_id", "subnet-a"),
          Map.entry("__meta_ec2_private_dns_name", "ip-10-0-0-4.eu-west-1.compute.internal"),
          Map.entry("__meta_ec2_private_ip", "10.0.0.4"),
          Map.entry("__meta_ec2_public_dns_name", "ec2-54-1-2-3.eu-west-1.compute.amazonaws.com"),
          Map.entry("__meta_ec2_public_ip", "54.1.2.3"),
          Map.entry("__meta_ec2_region", "eu-west-1"),
          Map.entry("__meta_ec2_subnet_id", ",subnet-b,subnet-a,"),
          Map.entry("__meta_ec2_tag_Name", "web"),
          Map.entry("__meta_ec2_tag_team_owner_mail", "a@b"),
          Map.entry("__meta_ec2_vpc_id", "vpc-1")));
    }
  }

  @Test
  void allPagesWithFiltersAndWithoutThoseThatHaveNoAddress() throws Exception {
    try (EmulatedAws aws = new EmulatedAws().on("DescribeInstances", "", page(WEB, "more==")).on("DescribeInstances", "NextToken=more==", page(V6_ONLY, ""))
        .on("DescribeAvailabilityZones", "", ZONES)) {
      var targets = aws.targets("aws_sd_configs", "role: ec2, filters: [{name: \"tag:env\", values: [prod, stage]}, {name: instance-state-name, values: [running]}]");
      assertThat(targets).containsOnlyKeys("10.0.0.4:80", "[2001:db8::6]:80");
      assertThat(aws.asked("DescribeInstances")).hasSize(2).allSatisfy(asked -> {
        assertThat(asked.text()).contains("Filter.1.Name=tag:env&Filter.1.Value.1=prod&Filter.1.Value.2=stage&Filter.2.Name=instance-state-name&Filter.2.Value.1=running");
        assertThat(asked.accessKey()).isEqualTo("AKIDEXAMPLE");
      });
      assertThat(aws.asked("DescribeAvailabilityZones")).hasSize(1);
    }
  }

  @Test
  void aRoleIsAssumedFirst() throws Exception {
    String assumed = """
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId>
          <SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>""";
    try (EmulatedAws aws = new EmulatedAws().on("AssumeRole", "", assumed).on("DescribeInstances", "", page(WEB, "")).on("DescribeAvailabilityZones", "", ZONES)) {
      assertThat(aws.targets("ec2_sd_configs", "role_arn: \"arn:aws:iam::1:role/reader\", external_id: x-1")).hasSize(1);
      assertThat(aws.asked("AssumeRole")).singleElement().satisfies(asked -> {
        assertThat(asked.text()).contains("RoleArn=arn:aws:iam::1:role/reader").contains("ExternalId=x-1");
        assertThat(asked.accessKey()).isEqualTo("AKIDEXAMPLE");
      });
      assertThat(aws.asked("DescribeInstances").getFirst().accessKey()).isEqualTo("ASIAROLE");
    }
  }

  @Test
  void anAnswerIsUsedForTheRefreshIntervalAndAFailureIsNot() throws Exception {
    String refusal = "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are not authorized to perform this operation.</Message></Error></Errors><RequestID>q</RequestID></Response>";
    try (EmulatedAws aws = new EmulatedAws().refuse("DescribeInstances", 403, refusal)) {
      TargetDiscovery mechanism = aws.mechanism("ec2_sd_configs", "refresh_interval: 5m");
      assertThatThrownBy(mechanism::discover).isInstanceOf(DiscoveryException.class)
          .hasMessageStartingWith("discovery of ec2 in eu-west-1: You are not authorized to perform this operation.").hasMessageNotContaining("shhh");
      aws.on("DescribeInstances", "", page(WEB, "")).on("DescribeAvailabilityZones", "", ZONES);
      assertThat(EmulatedAws.byAddress(mechanism)).hasSize(1);
      aws.on("DescribeInstances", "", page("", ""));
      aws.pass(200_000);
      assertThat(EmulatedAws.byAddress(mechanism)).hasSize(1);
      aws.pass(100_000);
      assertThat(EmulatedAws.byAddress(mechanism)).isEmpty();
    }
  }
}
