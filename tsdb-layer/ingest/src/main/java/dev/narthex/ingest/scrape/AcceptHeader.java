package dev.narthex.ingest.scrape;

import dev.narthex.ingest.config.NameRules;
import dev.narthex.ingest.config.ScrapeProtocol;
import java.util.List;

/** The Accept header: the formats with falling weights, the newer ones with the {@code escaping} parameter, then anything. */
final class AcceptHeader {
  private AcceptHeader() {}

  static String of(List<ScrapeProtocol> protocols, NameRules.Escaping escaping) {
    StringBuilder header = new StringBuilder();
    int weight = ScrapeProtocol.values().length + 1;
    for (ScrapeProtocol protocol : protocols) {
      header.append(protocol.mediaType());
      if (protocol.negotiatesEscaping()) {
        header.append(";escaping=").append(escaping.word());
      }
      header.append(";q=0.").append(weight--).append(',');
    }
    return header.append("*/*;q=0.").append(weight).toString();
  }
}
