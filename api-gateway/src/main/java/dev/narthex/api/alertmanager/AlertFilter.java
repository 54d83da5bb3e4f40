package dev.narthex.api.alertmanager;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.narthex.alert.matcher.MatcherMode;
import dev.narthex.alert.matcher.MatcherParser;
import dev.narthex.api.answer.ApiException;
import dev.narthex.api.request.BooleanParameter;
import dev.narthex.api.request.Parameters;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.RegexProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which alerts and groups a request wants: {@code active}, {@code silenced}, {@code inhibited}, {@code filter}, {@code receiver}. */
record AlertFilter(
    boolean active, boolean silenced, boolean inhibited, List<LabelMatcher> matchers, Optional<Pattern> receiver, List<LabelMatcher> receiverMatchers) {
  private static final MatcherParser PARSER = new MatcherParser(MatcherMode.FALLBACK);

  static AlertFilter read(Parameters parameters) {
    return new AlertFilter(
        BooleanParameter.read(parameters, "active", true),
        BooleanParameter.read(parameters, "silenced", true),
        BooleanParameter.read(parameters, "inhibited", true),
        matchers(parameters, "filter"),
        parameters.optional("receiver").map(AlertFilter::anchored),
        matchers(parameters, "receiver_matchers"));
  }

  static List<LabelMatcher> matchers(Parameters parameters, String name) {
    List<LabelMatcher> matchers = new ArrayList<>();
    for (String text : parameters.all(name)) {
      matchers.addAll(PARSER.matcher(text).matchers());
    }
    return matchers;
  }

  private static Pattern anchored(String expression) {
    String whole = "^(?:" + expression + ")$";
    try {
      return Pattern.compile(whole);
    } catch (PatternSyntaxException e) {
      throw ApiException.badData("failed to parse receiver param: " + RegexProblem.of(e, whole));
    }
  }

  boolean wants(RoutedAlert alert) {
    return (active || alert.isHeldBack())
        && (silenced || alert.silencedBy().isEmpty())
        && (inhibited || alert.inhibitedBy().isEmpty())
        && LabelMatcher.allMatch(matchers, alert.alert().labels());
  }

  boolean wantsReceiver(String name, List<ReceiverEntry> known) {
    if (receiver.isPresent() && !receiver.get().matches(name)) {
      return false;
    }
    return receiverMatchers.isEmpty()
        || known.stream().anyMatch(entry -> entry.name().equals(name) && LabelMatcher.allMatch(receiverMatchers, entry.labels()));
  }
}
