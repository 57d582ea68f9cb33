package io.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.thumbor.ThumborFilters;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of filters in {@code docs/thumbor.md} against the code. */
class ThumborPageTest {
  @Test
  void listsEveryFilterAsDoneOrNotDone() throws IOException {
    assertThat(filters("done")).containsExactlyInAnyOrderElementsOf(ThumborFilters.done());
    assertThat(filters("not done")).containsExactlyInAnyOrderElementsOf(ThumborFilters.NOT_DONE);
  }

  private static List<String> filters(String state) throws IOException {
    return Page.read("docs/thumbor.md").below("## Filters").rows().stream()
        .filter(row -> row.get(2).equals(state))
        .map(row -> Page.plain(row.get(0)))
        .toList();
  }
}
