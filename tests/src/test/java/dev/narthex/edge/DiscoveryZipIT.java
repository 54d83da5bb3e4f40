package dev.narthex.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.aws.event.EventJson;
import dev.narthex.aws.function.InProcessApi;
import dev.narthex.aws.wire.LambdaEnvironment;
import dev.narthex.aws.wire.Wire;
import dev.narthex.aws.wire.WireExtension;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The zip with the mechanisms that ask AWS, in a process of the real runtime-interface-client: it finds an instance by an emulated EC2 and publishes it. */
@ExtendWith(WireExtension.class)
class DiscoveryZipIT {
  private static final String INSTANCES = """
      <DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId><reservationSet><item>
        <reservationId>r-1</reservationId><ownerId>111122223333</ownerId><instancesSet><item><instanceId>i-0web</instanceId>
        <instanceState><code>16</code><name>running</name></instanceState><privateIpAddress>127.0.0.1</privateIpAddress><vpcId>vpc-1</vpcId>
        <subnetId>subnet-a</subnetId><placement><availabilityZone>us-east-1a</availabilityZone></placement>
        </item></instancesSet></item></reservationSet></DescribeInstancesResponse>""";
  private static final String ZONES = """
      <DescribeAvailabilityZonesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>z</requestId>
        <availabilityZoneInfo/></DescribeAvailabilityZonesResponse>""";
  private static final long LIMIT = 80_000_000;

  @TempDir
  private Path folder;

  @Test
  void findsInstancesAndPublishesThem(Wire wire) throws Exception {
    assertThat(Files.size(EdgeCode.zip("discovery"))).as("through S3, unpacked it may have 250 MB").isLessThan(LIMIT);
    HttpServer ec2 = ec2();
    String config = """
        scrape_configs:
          - job_name: instances
            ec2_sd_configs: [{region: us-east-1, endpoint: "http://127.0.0.1:%d", access_key: AKIDEXAMPLE, secret_key: shhh, port: 9100}]
            relabel_configs: [{source_labels: [__meta_ec2_instance_id], target_label: id}]
        """.formatted(ec2.getAddress().getPort());
    Path code = EdgeCode.unpack(EdgeCode.zip("discovery"), folder.resolve("code"));
    try (EdgeAccount account = new EdgeAccount(wire, code, Files.createDirectory(folder.resolve("logs")), Map.of("prometheus.yml", config), 1);
        LambdaEnvironment discover = LambdaEnvironment.start(code, "dev.narthex.discovery.DiscoverHandler", 512, account.variables())) {
      long minute = Math.floorDiv(Instant.now().toEpochMilli(), 60_000) * 60_000;
      String answer = discover.invoke(EdgeAccount.queueEvent(JobCodec.encode(new Job.Discover("default", account.configHash(), minute))));
      assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
      EventJson targets = InProcessApi.answer(wire, account.variables(), ColdEvents.get("/api/v1/targets"));
      assertThat(targets.text("body").orElseThrow()).contains("\"id\":\"i-0web\"").contains("127.0.0.1:9100").contains("\"__meta_ec2_vpc_id\":\"vpc-1\"");
    } finally {
      ec2.stop(0);
    }
  }

  private static HttpServer ec2() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      byte[] body = (asked.contains("Action=DescribeInstances") ? INSTANCES : ZONES).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().put("Content-Type", List.of("text/xml"));
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
    return server;
  }
}
