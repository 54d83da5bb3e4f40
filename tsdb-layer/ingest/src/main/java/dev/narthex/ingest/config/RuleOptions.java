package dev.narthex.ingest.config;

import dev.narthex.model.PromDuration;
import dev.narthex.http.Urls;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlTree;
import java.util.Map;
import java.util.Optional;

/**
 * {@code rules} in narthex.yml.
 *
 * @param evaluationDelay {@code evaluation_delay}: a group for T runs at T plus this, because the slowest target of T must be in
 * @param resendDelay {@code resend_delay}: how long after it was told a firing alert is told again (Prometheus' flag {@code --rules.alert.resend-delay})
 * @param externalUrl {@code external_url}: where people reach this installation, for links in alerts (Prometheus' flag {@code --web.external-url});
 *     no slash at its end
 */
public record RuleOptions(PromDuration evaluationDelay, PromDuration resendDelay, Optional<String> externalUrl) {
  public static final RuleOptions DEFAULT = new RuleOptions(PromDuration.ofSeconds(5), PromDuration.ofSeconds(60), Optional.empty());

  static RuleOptions read(MappingReader r) {
    Optional<String> url = r.parsed("external_url", Urls::http).map(u -> u.toString().replaceAll("/+$", ""));
    return new RuleOptions(r.duration("evaluation_delay").orElse(DEFAULT.evaluationDelay), r.duration("resend_delay").orElse(DEFAULT.resendDelay), url);
  }

  Map<String, Object> toYaml() {
    return new YamlTree().put("evaluation_delay", evaluationDelay.toString()).put("resend_delay", resendDelay.toString()).put("external_url", externalUrl).build();
  }
}
