package dev.narthex.discovery;

/** Function {@code discover} with every mechanism: that of the main zip, and those that ask AWS. */
public final class DiscoverHandler extends dev.narthex.aws.function.DiscoverHandler {
  /** The handler as Lambda makes it. */
  public DiscoverHandler() {
    super(new AwsDiscoveryPlugin());
  }
}
