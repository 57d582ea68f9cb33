package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemTest {
  /** A row whose text needs escaping. */
  private record Row(int status, String code, String text) implements HttpError {}

  @Test
  void writesOneJsonObject() {
    assertThat(Problem.json(ProtocolError.NOT_FOUND, "0123456789abcdef"))
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                + "\"code\":\"not-found\",\"detail\":\"There is nothing at this address.\","
                + "\"requestId\":\"0123456789abcdef\"}");
  }

  @Test
  void escapesWhatJsonMustNotHold() {
    assertThat(Problem.json(new Row(418, "c", "a \"b\" \\ \n"), "</script>\""))
        .contains("\"title\":\"Error\"", "\"a \\\"b\\\" \\\\ \\n\"", "\"</script>\\\"\"");
  }

  @Test
  void carriesNoStackForAFaultOfTheClientAndOneForOurs() {
    assertThat(new HttpErrorException(ProtocolError.NOT_FOUND).getStackTrace()).isEmpty();
    assertThat(new HttpErrorException(ProtocolError.NOT_FOUND, "x")).hasMessage("not-found: x");
    assertThat(
            new HttpErrorException(ProtocolError.INTERNAL, new IllegalStateException("y"))
                .getStackTrace())
        .isNotEmpty();
  }
}
