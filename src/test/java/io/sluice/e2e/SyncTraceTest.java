package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checker of {@link SyncOrderIT} sees a wrong order, on traces written by hand. */
class SyncTraceTest {
  private static final String ID = "0000-1";
  private static final List<String> RIGHT =
      List.of(
          "[pid 7] fsync(9</s/staging/a.new>) = 0",
          "[pid 7] fsync(9</spool/0000000001>) = 0",
          "[pid 7] rename(\"/spool/0000000001\", \"/s/objects/ab/cd/0000-1@f\") = 0",
          "[pid 7] fsync(9</s/objects/ab/cd>) = 0",
          "[pid 7] rename(\"/s/staging/a.new\", \"/s/objects/ab/cd/0000-1.info\") = 0",
          "[pid 7] fsync(9</s/objects/ab/cd>) = 0",
          "[pid 7] write(5<TCP:[1->2]>, \"HTTP/1.1 200 OK\\r\\n\", 17) = 17");

  @Test
  void acceptsTheRightOrder() {
    assertThatCode(() -> check(RIGHT)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({"0,5", "1,3", "3,5", "5,7", "5,0", "1,7", "6,0"})
  void refusesACallAtAnotherPlace(int from, int to) {
    List<String> lines = new ArrayList<>(RIGHT);
    String moved = lines.set(from, "[pid 7] link(\"/a\", \"/b\") = 0");
    lines.add(to, moved);
    assertThatThrownBy(() -> check(lines)).isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2", "3", "4", "5", "6"})
  void refusesAMissingCall(int which) {
    List<String> lines = new ArrayList<>(RIGHT);
    lines.remove(which);
    assertThatThrownBy(() -> check(lines)).isInstanceOf(AssertionError.class);
  }

  @Test
  void refusesASyncThatFailed() {
    List<String> lines = new ArrayList<>(RIGHT);
    lines.set(1, "[pid 7] fsync(9</spool/0000000001>) = -1 EIO (Input/output error)");
    assertThatThrownBy(() -> check(lines)).isInstanceOf(AssertionError.class);
  }

  @Test
  void takesACallOnTwoLinesForDoneWhenItReturns() {
    List<String> lines = new ArrayList<>(RIGHT);
    lines.set(1, "[pid 7] fsync(9</spool/0000000001> <unfinished ...>");
    lines.add(2, "[pid 8] write(1<pipe:[1]>, \"x\", 1) = 1");
    lines.add(3, "[pid 7] <... fsync resumed>) = 0");
    assertThatCode(() -> check(lines)).doesNotThrowAnyException();

    String returns = lines.remove(3);
    lines.add(returns);
    assertThatThrownBy(() -> check(lines)).hasMessageContaining("the data is synced");
  }

  private static void check(List<String> lines) {
    SyncTrace.parse(lines).requireDurablePut(ID, "/spool/0000000001", -1);
  }
}
