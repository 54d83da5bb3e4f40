package dev.narthex.tsdb.simulation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Puts something between every two calls of a port. */
public final class Interposed {
  private Interposed() {}

  /** The port, with {@code between} run before and after each of its calls. */
  public static <T> T around(Class<T> port, T inner, Runnable between) {
    Object proxy =
        Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, arguments) -> {
          between.run();
          try {
            Object answer = method.invoke(inner, arguments);
            between.run();
            return answer;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
    return port.cast(proxy);
  }
}
