package dev.narthex.discovery;

import dev.narthex.aws.client.Lazily;
import dev.narthex.ingest.config.AwsDiscoveryConfig;
import dev.narthex.model.Labels;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionUrlConfig;

/**
 * {@code lambda}: functions. One with a function URL has that as its address, by https, a target for each URL (aliases may have their
 * own); one without has its name as host, for relabelling to whatever speaks for it. Needs {@code lambda:ListFunctions},
 * {@code lambda:ListFunctionUrlConfigs} and {@code lambda:ListTags}.
 */
final class LambdaFunctions implements Inventory {
  private static final int HTTPS = 443;

  private final AwsDiscoveryConfig config;
  private final AwsAccess access;
  private final Lazily<LambdaClient> client;

  LambdaFunctions(AwsDiscoveryConfig config, AwsAccess access) {
    this.config = config;
    this.access = access;
    this.client = new Lazily<>(() -> access.client(LambdaClient.builder(), "LAMBDA"));
  }

  @Override
  public List<Labels> targets() {
    Set<String> wanted = Set.copyOf(config.names());
    List<Labels> targets = new ArrayList<>();
    for (FunctionConfiguration function : client.get().listFunctionsPaginator().functions()) {
      String name = Objects.requireNonNullElse(function.functionName(), "");
      if (!name.isEmpty() && (wanted.isEmpty() || wanted.contains(name) || wanted.contains(function.functionArn()))) {
        add(name, function, targets);
      }
    }
    return targets;
  }

  private void add(String name, FunctionConfiguration function, List<Labels> targets) {
    var tags = client.get().listTags(request -> request.resource(function.functionArn())).tags();
    boolean reachable = false;
    for (FunctionUrlConfig url : client.get().listFunctionUrlConfigsPaginator(request -> request.functionName(name)).functionUrlConfigs()) {
      String host = URI.create(url.functionUrl()).getHost();
      if (host != null) {
        MetaLabels labels = labels(function).put("url", url.functionUrl()).put("url_auth_type", url.authTypeAsString()).plain("__scheme__", "https");
        tags.forEach((key, value) -> labels.named("tag", key, value));
        targets.add(labels.at(host, config.port().orElse(HTTPS)));
        reachable = true;
      }
    }
    if (!reachable) {
      MetaLabels labels = labels(function);
      tags.forEach((key, value) -> labels.named("tag", key, value));
      targets.add(labels.at(name, config.port().orElse(80)));
    }
  }

  private MetaLabels labels(FunctionConfiguration function) {
    MetaLabels labels = new MetaLabels("lambda")
        .put("function_name", function.functionName())
        .put("function_arn", function.functionArn())
        .put("runtime", function.runtimeAsString())
        .put("handler", function.handler())
        .put("package_type", function.packageTypeAsString())
        .put("role", function.role())
        .put("version", function.version())
        .put("last_modified", function.lastModified())
        .put("memory_size", text(function.memorySize()))
        .put("timeout", text(function.timeout()))
        .put("region", access.region())
        .list("architectures", function.architecturesAsStrings());
    if (function.vpcConfig() != null) {
      labels.put("vpc_id", function.vpcConfig().vpcId()).list("subnet_id", function.vpcConfig().subnetIds());
    }
    return labels;
  }

  private static String text(Integer number) {
    return number == null ? "" : number.toString();
  }
}
