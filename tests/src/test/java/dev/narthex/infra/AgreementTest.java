package dev.narthex.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.aws.environment.Variable;
import dev.narthex.aws.wire.LambdaEnvironment;
import dev.narthex.aws.metrics.OwnMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Terraform, the zips and the pages agree: handlers, variables, routes, queues, documentation. */
class AgreementTest {
  private static final Pattern HANDLER = Pattern.compile("public (final )?class (\\w+Handler) (extends|implements) [\\w.]*Handler\\b");
  private static final Set<String> MODULES = Set.of("storage", "queue", "function", "api", "schedule", "alerting", "observability");
  private static final List<String> SETTLED_BY_TYPE = List.of("bool", "map string");

  private final TerraformFiles infra = TerraformFiles.load().product();

  private Map<String, Hcl> functions() {
    return ((Hcl.Members) infra.local("functions")).values();
  }

  private static Hcl member(Hcl function, String name) {
    return ((Hcl.Members) function).values().get(name);
  }

  private Set<String> handlersOf(String sources) throws IOException {
    try (Stream<Path> files = Files.walk(infra.root().resolve(sources))) {
      Set<String> found = new TreeSet<>();
      for (Path file : files.filter(f -> f.toString().endsWith("Handler.java")).toList()) {
        String text = Files.readString(file);
        if (HANDLER.matcher(text).find()) {
          String pack = text.lines().filter(line -> line.startsWith("package ")).findFirst().orElseThrow();
          found.add(pack.substring("package ".length(), pack.length() - 1) + "." + file.getFileName().toString().replace(".java", ""));
        }
      }
      return found;
    }
  }

  @Test
  void everyHandlerHasAFunctionAndTheReverse() throws Exception {
    Set<String> written = handlersOf("functions/aws/src/main/java");
    if (Files.isDirectory(infra.root().resolve("functions/discovery/src/main"))) {
      written.addAll(handlersOf("functions/discovery/src/main/java"));
    }
    Set<String> deployed = functions().values().stream().flatMap(function -> member(function, "handler").texts().stream()).collect(Collectors.toCollection(TreeSet::new));
    assertThat(deployed).isEqualTo(written);
  }

  @Test
  void everyVariableIsSetAndTheReverse() {
    Set<String> known = Stream.of(Variable.values()).map(Variable::name).collect(Collectors.toCollection(TreeSet::new));
    Set<String> set = Stream.concat(Stream.of(infra.local("environment")), functions().values().stream().map(function -> member(function, "environment"))).flatMap(Hcl::all)
        .filter(Hcl.Members.class::isInstance).flatMap(node -> ((Hcl.Members) node).values().keySet().stream()).filter(name -> name.startsWith("NARTHEX_"))
        .collect(Collectors.toCollection(TreeSet::new));
    assertThat(set).isEqualTo(known);
    functions().forEach((name, function) -> assertThat(member(function, "environment").source()).as(name)
        .contains(name.equals("authorize") ? "NARTHEX_TOKENS" : "local . environment . stores"));
  }

  @Test
  void linksLeadToTheApi() {
    for (String function : new String[] {"rules", "flush", "query"}) {
      assertThat(member(functions().get(function), "environment").source()).as(function).contains("local . environment . links");
    }
    assertThat(infra.local("external_url").source()).contains("var . external_url").contains("module . api . url");
  }

  @Test
  void functionsAreMeasuredAsTheyAreDeployed() {
    assertThat(infra.resources("aws_lambda_function").getFirst().body().nested("environment").findFirst().orElseThrow().attributes().get("variables").source())
        .contains("\"" + LambdaEnvironment.JAVA_TOOL_OPTIONS + "\"");
  }

  @Test
  void everyQueueHasAFunctionAndAVariable() {
    Set<String> queues = new TreeSet<>(((Hcl.Members) infra.local("queues")).values().keySet());
    Set<String> consumed = functions().values().stream().flatMap(function -> member(function, "queue").texts().stream()).collect(Collectors.toCollection(TreeSet::new));
    assertThat(consumed).isEqualTo(queues);
    assertThat(Stream.of(Variable.values()).map(Variable::name).filter(name -> name.startsWith("NARTHEX_QUEUE_")).map(name -> name.substring("NARTHEX_QUEUE_".length()).toLowerCase(Locale.ROOT)))
        .containsExactlyInAnyOrderElementsOf(queues);
  }

  @Test
  void routesAreThoseOfTheOpenApiFileAndReachTheQueryFunction() {
    Hcl.Body api = infra.file("main.tf").blocks("module").filter(module -> module.name().equals("api")).findFirst().orElseThrow().body();
    assertThat(api.attributes().get("openapi").texts()).containsExactly("${path.module}/../api-gateway/src/main/resources/openapi.yaml");
    assertThat(api.attributes().get("query").texts()).containsOnly("query");
    assertThat(api.attributes().get("invoke_arns").source()).isEqualTo("local . invoke_arns");
    assertThat(infra.local("invoke_arns").source()).contains("\"query\"").contains("\"authorize\"").contains(":live/invocations");
    Hcl.Body http = infra.file("modules/api/http.tf");
    Hcl.Body route = http.blocks("resource").filter(block -> block.labels().getFirst().equals("aws_apigatewayv2_route")).findFirst().orElseThrow().body();
    assertThat(route.attributes().get("for_each").source()).contains("local . routes");
    assertThat(route.attributes().get("target").texts()).containsExactly("integrations/${aws_apigatewayv2_integration.query[0].id}");
  }

  @Test
  void everyModuleHasItsFourFiles() {
    assertThat(infra.bodies().keySet().stream().filter(name -> name.startsWith("modules/")).map(name -> name.split("/")[1])).containsOnlyElementsOf(MODULES).containsAll(MODULES);
    MODULES.forEach(module -> Stream.of("main", "variables", "outputs", "versions").forEach(file -> infra.file("modules/" + module + "/" + file + ".tf")));
    assertThat(infra.blocks("module").map(Hcl.Block::name)).containsExactlyInAnyOrderElementsOf(MODULES);
  }

  @Test
  void variablesAndOutputsAreDescribedAndRootOnesValidated() throws Exception {
    assertThat(infra.blocks("variable")).allSatisfy(variable -> assertThat(variable.body().attributes()).as(variable.name()).containsKeys("type", "description"));
    assertThat(infra.blocks("output")).allSatisfy(output -> assertThat(output.body().attributes()).as(output.name()).containsKey("description"));
    Predicate<Hcl.Block> free = variable -> SETTLED_BY_TYPE.contains(variable.body().attributes().get("type").source());
    assertThat(infra.file("variables.tf").blocks("variable").filter(free.negate()))
        .allSatisfy(variable -> assertThat(variable.body().nested("validation")).as(variable.name()).isNotEmpty());
    String readme = infra.read("infra/README.md");
    assertThat(infra.file("variables.tf").blocks("variable").map(Hcl.Block::name)).allMatch(name -> readme.contains("`" + name + "`"));
    assertThat(infra.file("outputs.tf").blocks("output").map(Hcl.Block::name)).contains("query_url", "token_secret", "config_bucket", "dashboard_url");
  }

  @Test
  void ownMetricsOfAlarmsAndDashboardAreWritten() {
    Set<String> written = Stream.of(OwnMetric.values()).map(OwnMetric::title).collect(Collectors.toSet());
    Stream<String> alarms = infra.objects().filter(object -> object.values().containsKey("metric")).map(object -> object.values().get("metric").texts().getFirst());
    Stream<String> heartbeat = infra.resources("aws_cloudwatch_metric_alarm").stream().map(alarm -> alarm.body().attributes())
        .filter(alarm -> alarm.get("namespace").texts().contains("Narthex")).flatMap(alarm -> alarm.get("metric_name").texts().stream());
    Stream<String> panels = infra.file("modules/observability/main.tf").expressions().flatMap(Hcl::all).filter(Hcl.Group.class::isInstance).map(Hcl::texts)
        .filter(texts -> texts.size() == 2 && functions().containsKey(texts.getLast())).map(List::getFirst);
    assertThat(Stream.of(alarms, heartbeat, panels).flatMap(names -> names).distinct().toList()).hasSizeGreaterThanOrEqualTo(8).allMatch(written::contains);
  }

  @Test
  void everyAlarmIsExplained() throws Exception {
    String page = infra.read("docs/operations.md");
    Stream<String> single = infra.resources("aws_cloudwatch_metric_alarm").stream().map(alarm -> alarm.body().attributes().get("alarm_name").texts().getFirst())
        .filter(name -> !name.endsWith("}")).map(name -> name.substring(name.lastIndexOf('}') + 2));
    Stream<String> own = infra.file("modules/alerting/main.tf").blocks("locals").map(block -> block.body().attributes().get("own")).flatMap(own1 -> ((Hcl.Members) own1).values().keySet().stream());
    assertThat(Stream.concat(single, own)).hasSizeGreaterThanOrEqualTo(7).allMatch(name -> page.contains("`" + name + "`") || page.contains("`…-" + name + "`"));
  }
}
