package dev.narthex.aws.wire;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests a {@link Wire}. The {@link Emulators} start once per test run, with the first test that asks, and stop with it. */
public final class WireExtension implements ParameterResolver {
  private static final Namespace HERE = Namespace.create(WireExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Wire.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context.getRoot().getStore(HERE).getOrComputeIfAbsent("wire", key -> Emulators.start(), Emulators.class).wire();
  }
}
