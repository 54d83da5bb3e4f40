package dev.narthex.template;

import java.util.List;

/** A function or method that templates call. Throws {@link FunctionException} for arguments that it cannot take. */
@FunctionalInterface
public interface TemplateFunction {
  Value call(List<Value> arguments);

  /** This function behind a check of the number of arguments; {@code most} −1 = any. */
  default TemplateFunction arity(String name, int least, int most) {
    return arguments -> {
      int n = arguments.size();
      if (n < least || (most >= 0 && n > most)) {
        String want = most == least ? String.valueOf(least) : most < 0 ? "at least " + least : least + " to " + most;
        throw new FunctionException("wrong number of args for " + name + ": want " + want + " got " + n);
      }
      return call(arguments);
    };
  }
}
