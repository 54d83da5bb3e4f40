package dev.narthex.alert.recurring;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/** The days on which a window begins. */
public sealed interface Days {
  boolean contains(LocalDate day);

  /** Every day. */
  record Daily() implements Days {
    @Override
    public boolean contains(LocalDate day) {
      return true;
    }
  }

  /** Some days of each week. */
  record Weekly(Set<DayOfWeek> days) implements Days {
    public Weekly {
      days = Set.copyOf(days);
    }

    @Override
    public boolean contains(LocalDate day) {
      return days.contains(day.getDayOfWeek());
    }
  }

  /**
   * Some days of each month; a month without such a day is passed over.
   *
   * @param days 1 to 31 from the month's beginning, -1 (the last day) to -31 from its end
   */
  record Monthly(Set<Integer> days) implements Days {
    public Monthly {
      days = Set.copyOf(days);
    }

    @Override
    public boolean contains(LocalDate day) {
      return days.contains(day.getDayOfMonth()) || days.contains(day.getDayOfMonth() - day.lengthOfMonth() - 1);
    }
  }
}
