package dev.narthex.aws.authorize;

import dev.narthex.aws.event.EventJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The tokens that are let in, each as a salted hash with its tenant. The secret is JSON:
 *
 * <pre>
 * {"tokens": [{"salt": "9d3c…", "sha256": "hex of SHA-256(salt + token)", "tenant": "default", "scopes": ["read", "write"]}]}
 * </pre>
 *
 * <p>Scope {@code read} asks, {@code write} changes something; an entry without scopes has both.
 *
 * Tokens are long and random, so one round of the hash is enough. Every entry is compared, in constant time.
 */
final class TokenList {
  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";
  private static final List<String> SCOPES = List.of("read", "write");

  private record Entry(String salt, HexHash hash, Grant grant) {}

  /** What a token gives: a tenant, and what may be done there. */
  record Grant(String tenant, List<String> scopes) {}

  private record HexHash(String digits) {
    boolean isOf(String text) {
      return MessageDigest.isEqual(sha256(text), HexFormat.of().parseHex(digits));
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  /**
   * Reads the secret.
   *
   * @throws IOException when it is not of that form; the message holds nothing of it
   */
  static TokenList parse(String secret) throws IOException {
    TokenList list = new TokenList();
    for (EventJson token : EventJson.read(new ByteArrayInputStream(secret.getBytes(StandardCharsets.UTF_8))).objects("tokens")) {
      Optional<String> hash = token.text("sha256");
      if (hash.isEmpty() || hash.get().length() != 64 || !hash.get().chars().allMatch(HexFormat::isHexDigit)) {
        throw new IOException("an entry of the token list has no \"sha256\" of 64 hexadecimal digits");
      }
      list.entries.add(new Entry(token.text("salt").orElse(""), new HexHash(hash.get()), new Grant(token.text("tenant").orElse("default"), scopes(token))));
    }
    return list;
  }

  private static List<String> scopes(EventJson token) throws IOException {
    List<String> scopes = token.texts("scopes");
    if (!SCOPES.containsAll(scopes)) {
      throw new IOException("an entry of the token list has a scope that is neither \"read\" nor \"write\"");
    }
    return scopes.isEmpty() ? SCOPES : scopes;
  }

  /**
   * What a header stands for.
   *
   * @param authorization {@code Bearer TOKEN}, or {@code Basic} with the token as password and any user name
   */
  Optional<Grant> grant(String authorization) {
    Optional<String> token = token(authorization);
    Optional<Grant> grant = Optional.empty();
    for (Entry entry : entries) {
      if (token.isPresent() && entry.hash.isOf(entry.salt + token.get())) {
        grant = Optional.of(entry.grant);
      }
    }
    return grant;
  }

  private static Optional<String> token(String authorization) {
    if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return Optional.of(authorization.substring(BEARER.length()).strip()).filter(token -> !token.isEmpty());
    }
    if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      try {
        String pair = new String(Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip()), StandardCharsets.UTF_8);
        int colon = pair.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1)).filter(token -> !token.isEmpty());
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
