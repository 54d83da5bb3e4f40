package dev.narthex.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Files that nothing here can run, since they need docker or GitHub: at least their form, and what they name in this repository. */
class UnrunFilesTest {
  private static final Pattern HERE = Pattern.compile("/narthex/((?:localstack|infra|api-gateway)(?:/[\\w-]+)*(?:\\.yaml)?)");

  private final TerraformFiles infra = TerraformFiles.load();

  private Map<?, ?> yaml(String path) throws IOException {
    return (Map<?, ?>) new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build()).loadFromString(infra.read(path));
  }

  @Test
  void composeFile() throws Exception {
    Map<?, ?> compose = yaml("localstack/compose.yaml");
    assertThat(compose.keySet()).isEqualTo(java.util.Set.of("services", "volumes"));
    Map<?, ?> services = (Map<?, ?>) compose.get("services");
    assertThat(services.values()).allSatisfy(service -> {
      assertThat(((Map<?, ?>) service).keySet().stream().map(Object::toString)).isSubsetOf("image", "ports", "environment", "volumes", "healthcheck", "depends_on", "entrypoint", "command");
      assertThat(((Map<?, ?>) service).get("image").toString()).as("a version").matches("[\\w/.-]+:[\\d.]+");
    });
    assertThat(((List<?>) ((Map<?, ?>) services.get("localstack")).get("ports"))).allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:"));
    Map<?, ?> deploy = (Map<?, ?>) services.get("deploy");
    assertThat(((Map<?, ?>) deploy.get("depends_on")).keySet()).allMatch(services::containsKey);
    Map<?, ?> environment = (Map<?, ?>) deploy.get("environment");
    List<String> variables = infra.product().file("variables.tf").blocks("variable").map(Hcl.Block::name).toList();
    assertThat(environment.keySet().stream().map(Object::toString).filter(name -> name.startsWith("TF_VAR_")).map(name -> name.substring("TF_VAR_".length()))).isNotEmpty().allMatch(variables::contains);
    Matcher named = HERE.matcher(environment + "\n" + deploy.get("command"));
    int found = 0;
    for (; named.find(); found++) {
      assertThat(infra.root().resolve(named.group(1))).exists();
    }
    assertThat(found).isGreaterThanOrEqualTo(3);
  }

  @Test
  void workflowOfTheExample() throws Exception {
    String folder = "infra/examples/complete/";
    Map<?, ?> workflow = yaml(folder + ".github/workflows/narthex.yml");
    assertThat(workflow.keySet().stream().map(Object::toString)).containsExactlyInAnyOrder("name", "on", "permissions", "concurrency", "jobs");
    Map<?, ?> jobs = (Map<?, ?>) workflow.get("jobs");
    StringBuilder commands = new StringBuilder();
    assertThat(jobs.values()).allSatisfy(value -> {
      Map<?, ?> job = (Map<?, ?>) value;
      assertThat(job.keySet().stream().map(Object::toString)).contains("runs-on", "steps").isSubsetOf("runs-on", "steps", "needs", "environment");
      assertThat(job.get("needs") == null || jobs.containsKey(job.get("needs"))).isTrue();
      for (Object step : (List<?>) job.get("steps")) {
        Map<?, ?> keys = (Map<?, ?>) step;
        assertThat(keys.keySet().stream().map(Object::toString)).isSubsetOf("uses", "with", "run", "env", "if", "name");
        assertThat(keys.containsKey("uses")).isNotEqualTo(keys.containsKey("run"));
        if (keys.get("uses") != null) {
          assertThat(keys.get("uses").toString()).matches("[\\w-]+/[\\w-]+@v\\d+");
        }
        commands.append(keys.get("run")).append('\n');
      }
    });
    assertThat(commands.toString()).contains("narthex/narthex check all config").contains("narthex/narthex test rules tests/").contains("terraform plan").contains("terraform apply");
    assertThat(Files.isDirectory(infra.root().resolve(folder + "config"))).isTrue();
    assertThat(Files.isDirectory(infra.root().resolve(folder + "tests"))).isTrue();
  }
}
