package dev.narthex.aws.function;

import dev.narthex.api.ApiOptions;
import dev.narthex.api.ApiPorts;
import dev.narthex.api.lifecycle.Lifecycle;
import dev.narthex.api.status.BuildInfo;
import dev.narthex.api.status.RuntimeInfo;
import dev.narthex.aws.client.AwsClients;
import dev.narthex.aws.config.AwsSecretSource;
import dev.narthex.aws.config.ConfigLocation;
import dev.narthex.aws.config.UploadedConfigs;
import dev.narthex.aws.environment.FunctionEnvironment;
import dev.narthex.aws.environment.Variable;
import dev.narthex.aws.http.HttpFunction;
import dev.narthex.aws.http.TimeboundQueries;
import dev.narthex.aws.metrics.EmbeddedMetrics;
import dev.narthex.aws.notify.SnsTopicPublisher;
import dev.narthex.aws.queue.QueueUrls;
import dev.narthex.aws.queue.SqsJobQueue;
import dev.narthex.aws.store.S3ObjectStore;
import dev.narthex.aws.table.DynamoDbCatalog;
import dev.narthex.aws.table.DynamoDbControlState;
import dev.narthex.aws.table.DynamoDbRuleState;
import dev.narthex.ingest.config.AwsDiscoveryConfig;
import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.ingest.discovery.DiscoveryPlugin;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobOutcome;
import dev.narthex.jobs.Narthex;
import dev.narthex.jobs.assembly.Assembly;
import dev.narthex.jobs.alert.RouterFiles;
import dev.narthex.jobs.alert.RouterOptions;
import dev.narthex.jobs.alert.RouterPorts;
import dev.narthex.jobs.assembly.Ports;
import dev.narthex.jobs.assembly.RulePorts;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.jobs.cost.QueryBill;
import dev.narthex.jobs.prime.SyntheticNarthex;
import dev.narthex.jobs.view.CurrentStatus;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.SecretSource;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.catalog.ItemKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds what the handlers stand on: adapters by the environment, one version of the configuration, and the assembly of
 * {@code functions/jobs} on top. The configuration is read once: another version is another value of {@code NARTHEX_CONFIG} and so
 * another published version of the function.
 */
final class Wiring {
  private static final String TENANT = "default";
  private static final String MAIN_FILE = "prometheus.yml";
  /** API Gateway waits 30 s, the function 29. */
  private static final Duration LONGEST_QUERY = Duration.ofSeconds(25);

  /** Decoded blocks may take a quarter of the heap between queries. */
  private static final int CACHE_SHARE = 4;

  /** Functions that find no targets still read a configuration that discovers in AWS. */
  private static final DiscoveryPlugin WITHOUT_PLUGIN = (environment, clock) -> Map.of();

  private final Map<String, String> process;
  private final AwsClients clients;
  private final Instant started;
  private final Ports ports;
  private final Assembly assembly;
  private final Narthex narthex;
  private final EmbeddedMetrics metrics;
  private final UploadedConfigs configs;
  private final ConfigLocation wanted;
  private final UploadedConfigs.Standing standing;
  private boolean kept;

  /** By the environment and clock of this process. */
  static Wiring ofThisFunction() {
    return ofThisFunction(WITHOUT_PLUGIN);
  }

  /** As {@link #ofThisFunction()}, with discovery mechanisms that stand in another zip. */
  static Wiring ofThisFunction(DiscoveryPlugin plugin) {
    return new Wiring(System.getenv(), AwsClients.from(System.getenv()), plugin, InstantSource.system());
  }

  Wiring(Map<String, String> process, AwsClients clients, InstantSource clock) {
    this(process, clients, WITHOUT_PLUGIN, clock);
  }

  private Wiring(Map<String, String> process, AwsClients clients, DiscoveryPlugin plugin, InstantSource clock) {
    this.process = process;
    this.clients = clients;
    started = clock.instant();
    FunctionEnvironment environment = new FunctionEnvironment(process);
    String stateTable = environment.require(Variable.NARTHEX_STATE_TABLE);
    ControlState state = new DynamoDbControlState(clients.dynamo(), stateTable);
    wanted = ConfigLocation.parse(environment.require(Variable.NARTHEX_CONFIG));
    String externalUrl = environment.find(Variable.NARTHEX_EXTERNAL_URL).orElse("");
    RouterOptions routing = RouterOptions.defaults(externalUrl);
    configs = new UploadedConfigs(clients.s3(), state);
    ConfigLoader loader = new ConfigLoader(process, AwsDiscoveryConfig.KEYS, List.of(new RouterFiles(routing, clock)));
    UploadedConfigs.Chosen chosen = configs.choose(wanted, folder -> loader.load(folder, MAIN_FILE));
    standing = chosen.standing();
    SecretSource secrets = new AwsSecretSource(() -> AwsClients.secrets(process), chosen.folder(), clock);
    AddressPolicy addresses = addresses(environment);
    ports = new Ports(
        new S3ObjectStore(clients.s3(), environment.require(Variable.NARTHEX_BUCKET)),
        new DynamoDbCatalog(clients.dynamo(), environment.require(Variable.NARTHEX_CATALOG_TABLE)),
        state,
        new SqsJobQueue(clients.queues(), QueueUrls.from(environment)),
        ConfigSource.of(chosen.config()),
        chosen.folder(),
        secrets,
        addresses,
        plugin.mechanisms(process, clock),
        clock,
        () -> new SecureRandom().nextLong(),
        new MetricsRegistry(),
        List.of(TENANT),
        "narthex",
        new RulePorts(new DynamoDbRuleState(clients.dynamo(), stateTable), externalUrl),
        new RouterPorts(new SnsTopicPublisher(process, addresses, secrets), routing));
    assembly = Assembly.standard(ports, Runtime.getRuntime().maxMemory() / CACHE_SHARE);
    narthex = assembly.narthex();
    metrics = new EmbeddedMetrics(ports.registry(), process.getOrDefault("AWS_LAMBDA_FUNCTION_NAME", "narthex"), clock, System.out);
  }

  /** Which addresses scrapes may reach: up to private networks unless the environment says otherwise, never the Runtime API. */
  private AddressPolicy addresses(FunctionEnvironment environment) {
    AddressPolicy.Scope scope = environment.find(Variable.NARTHEX_ADDRESS_POLICY).map(AddressPolicy.Scope::parse).orElse(AddressPolicy.Scope.PRIVATE);
    String runtimeApi = process.getOrDefault("AWS_LAMBDA_RUNTIME_API", "");
    return runtimeApi.isEmpty() ? AddressPolicy.of(scope) : AddressPolicy.inLambda(scope, runtimeApi);
  }

  /** Runs one job; what it counted goes to the log as metrics, also when it fails. */
  JobOutcome run(Job job) {
    try {
      return narthex.run(job);
    } finally {
      metrics.write();
    }
  }

  /** Plans one minute; that it did is the heartbeat. */
  void tick(Instant minute) {
    try {
      switch (standing) {
        case IN_USE -> keep();
        case REFUSED -> metrics.refusal();
      }
      narthex.tick(minute);
      metrics.heartbeat();
    } finally {
      metrics.write();
    }
  }

  /** The first minute of an environment writes down which configuration is good, for functions that meet one that is not. */
  private void keep() {
    if (!kept) {
      configs.keep(wanted);
      kept = true;
    }
  }

  /** The controllers behind API Gateway. */
  HttpFunction http() {
    ApiPorts api = assembly.api(Lifecycle.fixed(), new CurrentStatus.Driver(flags(), this::runtime, build()), apiOptions(), megabytes());
    return new HttpFunction(new ApiPorts(new TimeboundQueries(api.queries(), LONGEST_QUERY), api.sources(), api.targets(), api.status(),
        api.lifecycle(), api.registry(), api.clock(), api.options(), api.router(), api.rules()));
  }

  private static ApiOptions apiOptions() {
    return new ApiOptions(ApiOptions.defaults().corsOrigin(), ApiOptions.Compression.NONE);
  }

  /** The same controllers over synthetic data in memory; for the time before a snapshot. */
  HttpFunction syntheticHttp() {
    return new HttpFunction(SyntheticNarthex.like(ports, apiOptions()));
  }

  /** The memory that Lambda says this function has, which is what its seconds are priced by. */
  private int megabytes() {
    String told = process.getOrDefault("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "");
    return told.matches("[1-9][0-9]{1,5}") ? Integer.parseInt(told) : QueryBill.DEFAULT_MEGABYTES;
  }

  /** One call to a table loads and links what every later one needs, as does the client of queues; for the time before a snapshot. */
  void touch() {
    clients.sqs();
    ports.state().read(new ItemKey("prime", "prime"));
  }

  private Map<String, String> flags() {
    Map<String, String> flags = new LinkedHashMap<>();
    FunctionEnvironment environment = new FunctionEnvironment(process);
    for (Variable variable : Variable.values()) {
      environment.find(variable).ifPresent(value -> flags.put(variable.name(), value));
    }
    return flags;
  }

  private RuntimeInfo runtime() {
    return new RuntimeInfo(started, process.getOrDefault("LAMBDA_TASK_ROOT", ""), process.getOrDefault("AWS_LAMBDA_FUNCTION_NAME", "narthex"),
        new RuntimeInfo.ConfigState(standing == UploadedConfigs.Standing.IN_USE, started), 0, ports.configs().current().retention().toString());
  }

  private static BuildInfo build() {
    String version = Wiring.class.getPackage().getImplementationVersion();
    return new BuildInfo(version == null ? "0.1.0-SNAPSHOT" : version, "unknown", "", "");
  }
}
