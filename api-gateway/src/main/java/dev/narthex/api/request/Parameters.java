package dev.narthex.api.request;

import dev.narthex.api.Tenant;
import dev.narthex.api.answer.ApiException;
import io.micronaut.http.HttpRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request: those of the form first, then those of the query string, as Go's {@code Request.Form} has them. A
 * parameter that is given empty counts as absent wherever one value is wanted.
 */
public final class Parameters {
  private final Map<String, List<String>> values;
  private final Tenant tenant;

  private Parameters(Map<String, List<String>> values, Tenant tenant) {
    this.values = values;
    this.tenant = tenant;
  }

  /** Reads the query string only. */
  public static Parameters of(HttpRequest<?> request) {
    return of(request, null);
  }

  /**
   * Reads form and query string.
   *
   * @param form the body as text, or null when there is none
   * @throws ApiException when the form's escapes are broken
   */
  public static Parameters of(HttpRequest<?> request, @Nullable String form) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    if (form != null) {
      FormText.parse(form, values);
    }
    for (String name : request.getParameters().names()) {
      values.computeIfAbsent(name, n -> new ArrayList<>()).addAll(request.getParameters().getAll(name));
    }
    return new Parameters(values, tenantOf(request));
  }

  private static Tenant tenantOf(HttpRequest<?> request) {
    String name = request.getHeaders().get(Tenant.HEADER);
    if (name == null || name.isEmpty()) {
      return Tenant.DEFAULT;
    }
    try {
      return new Tenant(name);
    } catch (IllegalArgumentException e) {
      throw ApiException.badData(e);
    }
  }

  public Tenant tenant() {
    return tenant;
  }

  /** The first value, or {@code ""}. */
  public String text(String name) {
    List<String> all = values.getOrDefault(name, List.of());
    return all.isEmpty() ? "" : all.getFirst();
  }

  /** The first value when it is not empty. */
  public Optional<String> optional(String name) {
    return Optional.of(text(name)).filter(v -> !v.isEmpty());
  }

  /** All values in order; empty ones too. */
  public List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }
}
