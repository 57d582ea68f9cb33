package io.sluice.thumbor;

import java.util.List;

/** Arguments whose forms were checked before. */
record FilterArguments(List<String> texts) {
  int size() {
    return texts.size();
  }

  String text(int index) {
    return texts.get(index);
  }

  int number(int index) {
    return Integer.parseInt(text(index));
  }

  /** A number brought into a range. */
  int number(int index, int least, int most) {
    return Math.max(least, Math.min(most, number(index)));
  }

  /** Zero when it was left out. */
  double decimal(int index) {
    return index < size() ? Double.parseDouble(text(index)) : 0;
  }

  boolean flag(int index, boolean otherwise) {
    if (index >= size()) {
      return otherwise;
    }
    return text(index).equals("1") || text(index).equalsIgnoreCase("true");
  }
}
