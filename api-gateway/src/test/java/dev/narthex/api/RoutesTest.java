package dev.narthex.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.yaml.YamlNode;
import dev.narthex.yaml.YamlParser;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code openapi.yaml} and the controllers have the same routes, neither more. */
class RoutesTest {
  /** Answered by a filter, because a route for it would turn unknown paths into wrong methods. */
  private static final Set<String> PREFLIGHT = Set.of("OPTIONS /api/v1/{path+}", "OPTIONS /api/v2/{path+}");

  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "head", "options", "patch");

  @Test
  void documentAndControllersAgree() throws IOException {
    Set<String> documented = documented();
    assertThat(documented).containsAll(PREFLIGHT);
    documented.removeAll(PREFLIGHT);
    assertThat(built()).isEqualTo(documented);
  }

  private static Set<String> built() {
    Set<String> routes = new TreeSet<>();
    try (ApplicationContext context =
        ApplicationContext.builder().singletons(SamplePorts.ports()).properties(ServerProperties.required()).start()) {
      context
          .getBean(Router.class)
          .uriRoutes()
          .filter(route -> route.getHttpMethod() != HttpMethod.HEAD)
          .forEach(route -> routes.add(route.getHttpMethodName() + " " + route.getUriMatchTemplate()));
    }
    return routes;
  }

  private static Set<String> documented() throws IOException {
    Set<String> routes = new TreeSet<>();
    try (InputStream in = RoutesTest.class.getResourceAsStream("/openapi.yaml")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      YamlNode.Mapping root = (YamlNode.Mapping) YamlParser.parse("openapi.yaml", text);
      for (YamlNode.Entry path : entries(root, "paths")) {
        for (YamlNode.Entry operation : ((YamlNode.Mapping) path.value()).entries()) {
          if (METHODS.contains(operation.key())) {
            routes.add(operation.key().toUpperCase(Locale.ROOT) + " " + path.key());
          }
        }
      }
    }
    return routes;
  }

  private static Iterable<YamlNode.Entry> entries(YamlNode.Mapping mapping, String key) {
    return mapping.entries().stream()
        .filter(entry -> entry.key().equals(key))
        .map(entry -> ((YamlNode.Mapping) entry.value()).entries())
        .findFirst()
        .orElseThrow();
  }
}
