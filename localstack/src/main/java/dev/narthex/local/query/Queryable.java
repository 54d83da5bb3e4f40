package dev.narthex.local.query;

import java.io.IOException;
import java.util.Map;

/** Something that answers queries as Prometheus' HTTP API does. */
public interface Queryable {
  /**
   * Asks.
   *
   * @param endpoint {@code query} or {@code query_range}
   * @param parameters as the endpoint knows them
   * @return the JSON envelope, also of an error
   */
  byte[] query(String endpoint, Map<String, String> parameters) throws IOException;
}
