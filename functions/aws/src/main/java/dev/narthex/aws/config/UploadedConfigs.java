package dev.narthex.aws.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.narthex.ingest.config.ConfigFolder;
import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ControlItem;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.catalog.ItemKey;
import dev.narthex.tsdb.store.StoreUnavailableException;
import dev.narthex.yaml.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Versions of the configuration, one object each: a JSON object of paths and texts, so that a function that starts asks once. A version is
 * taken only when it parses whole. When it does not, functions go on by the last one that did: the tick function writes down where that lies.
 */
public final class UploadedConfigs {
  private static final Logger LOG = LoggerFactory.getLogger(UploadedConfigs.class);
  private static final JsonFactory JSON = new JsonFactory();
  private static final int LARGEST = 16 << 20;
  private static final ItemKey GOOD = new ItemKey("config", "good");

  private final S3Client s3;
  private final ControlState state;

  /** Whether the version that is asked for is the one in use. */
  public enum Standing {
    IN_USE,
    /** It does not parse, and an older one is used. */
    REFUSED
  }

  /** A version that parses. */
  public record Chosen(LoadedConfig config, ConfigFolder folder, Standing standing) {}

  /**
   * Versions in S3.
   *
   * @param state asked for when a version does not parse, and by {@link #keep}
   */
  public UploadedConfigs(S3Client s3, ControlState state) {
    this.s3 = s3;
    this.state = state;
  }

  /**
   * The version at a location, or else the last good one.
   *
   * @param load parses all of a version
   * @throws ConfigException when it does not parse and there never was a good one
   */
  public Chosen choose(ConfigLocation wanted, Function<ConfigFolder, LoadedConfig> load) {
    try {
      return chosen(wanted, load, Standing.IN_USE);
    } catch (ConfigException e) {
      Optional<ConfigLocation> good = lastGood();
      if (good.isEmpty() || good.get().equals(wanted)) {
        throw e;
      }
      LOG.error("the configuration at {} is refused, that at {} stays in use: {}", wanted, good.get(), e.getMessage());
      return chosen(good.get(), load, Standing.REFUSED);
    }
  }

  /** Writes down that a version parses, when that is news. */
  public void keep(ConfigLocation good) {
    if (!lastGood().equals(Optional.of(good))) {
      state.write(ControlItem.of(GOOD, 0, good.toString().getBytes(StandardCharsets.UTF_8)), Condition.none());
    }
  }

  private Optional<ConfigLocation> lastGood() {
    return state.read(GOOD).map(item -> ConfigLocation.parse(new String(item.data(), StandardCharsets.UTF_8)));
  }

  private Chosen chosen(ConfigLocation location, Function<ConfigFolder, LoadedConfig> load, Standing standing) {
    UploadedConfigFolder folder = read(location);
    return new Chosen(load.apply(folder), folder, standing);
  }

  private UploadedConfigFolder read(ConfigLocation location) {
    try {
      return new UploadedConfigFolder(files(bytes(location)));
    } catch (IOException e) {
      throw new ConfigException(location.toString(), "the object is no JSON object of paths and texts: " + e.getMessage(), null);
    }
  }

  private byte[] bytes(ConfigLocation location) {
    @Nullable String version = location.version().orElse(null);
    try (ResponseInputStream<GetObjectResponse> body = s3.getObject(request -> request.bucket(location.bucket()).key(location.key()).versionId(version))) {
      if (body.response().contentLength() > LARGEST) {
        body.abort();
        throw new ConfigException(location.toString(), "the object is larger than 16 MiB", null);
      }
      return body.readAllBytes();
    } catch (NoSuchKeyException e) {
      throw new ConfigException(location.toString(), "there is no such object", null);
    } catch (IOException | SdkException e) {
      throw new StoreUnavailableException("S3 could not read the configuration " + location + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, String> files(byte[] json) throws IOException {
    Map<String, String> files = new HashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("it does not begin with a brace");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String path = parser.currentName();
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
          throw new IOException("\"" + path + "\" is no text");
        }
        files.put(path, parser.getText());
      }
    }
    return files;
  }
}
