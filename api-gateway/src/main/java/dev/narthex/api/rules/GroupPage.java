package dev.narthex.api.rules;

import dev.narthex.api.answer.ApiException;
import dev.narthex.api.request.LimitParameter;
import dev.narthex.api.request.Parameters;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Part of the groups: {@code group_limit} at a time, from {@code group_next_token} on.
 *
 * @param nextToken names the first group of the next page; empty on the last one
 */
record GroupPage(List<GroupStatus> groups, String nextToken) {
  static GroupPage of(List<GroupStatus> all, Parameters parameters) {
    int limit = LimitParameter.count(parameters, "group_limit");
    String token = parameters.text("group_next_token");
    if (limit < 1 && parameters.optional("group_limit").isPresent()) {
      throw ApiException.invalidParameter("group_limit", "group_limit needs to be greater than 0");
    }
    if (limit < 1 && !token.isEmpty()) {
      throw ApiException.invalidParameter("group_limit", "group_limit needs to be present in order to paginate over the groups");
    }
    int from = token.isEmpty() ? 0 : find(all, token);
    int to = limit < 1 ? all.size() : (int) Math.min(all.size(), (long) from + limit);
    return new GroupPage(all.subList(from, to), to < all.size() ? token(all.get(to)) : "");
  }

  private static int find(List<GroupStatus> all, String token) {
    for (int i = 0; i < all.size(); i++) {
      if (token(all.get(i)).equals(token)) {
        return i;
      }
    }
    throw ApiException.invalidParameter("group_next_token", "invalid group_next_token '" + token + "'. were rule groups changed?");
  }

  /** The SHA-1 of file and name, as Prometheus has it: a name, no secret. */
  private static String token(GroupStatus status) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(status.group().key().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
