package dev.narthex.ingest.exposition;

/** Parses the bodies of one target in one format. Keeps what it learned for the next body; not thread-safe. */
public sealed interface ExpositionParser permits LineParser, ProtobufParser {
  /**
   * Parses one body.
   *
   * @param body kept by the parser until the next call: must not be changed
   * @param length bytes that count
   * @throws ExpositionException when the body breaks the format: the whole scrape fails, and the parser stays usable
   * @throws SeriesRefusedException when the resolver refuses a series
   */
  ScrapedRow parse(byte[] body, int length, SeriesResolver resolver) throws ExpositionException, SeriesRefusedException;
}
