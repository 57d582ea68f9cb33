package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultTest {
  @Test
  void isOneLineOfPlaceKeyValueAndMessage() {
    assertThat(new Fault("ftrack.store", "sluice.yaml:12", "mian", "names no store"))
        .hasToString("sluice.yaml:12  ftrack.store = \"mian\"  names no store");
  }

  @Test
  void leavesOutWhatIsNotKnown() {
    assertThat(new Fault("a", null, null, "is missing")).hasToString("a  is missing");
    assertThat(new Fault("", "f", null, "does not exist")).hasToString("f  does not exist");
  }

  @Test
  void canNotForgeALineOfTheLog() {
    Fault fault = new Fault("a\nb", "s\r\n", "v\u001b[31m\u0085", "m\u2028");
    assertThat(fault).hasToString("s??  a?b = \"v?[31m?\"  m?");
  }

  @Test
  void cutsALongValueBetweenCharacters() {
    Fault fault = new Fault("a", null, "😀".repeat(81), "is long");
    assertThat(fault.value()).isEqualTo("😀".repeat(80) + "…");
  }

  @Test
  void hidesTheUserOfAUrl() {
    Fault fault = new Fault("a", null, "redis://me:my@word@host:1/x?q=a@b", "is unknown");
    assertThat(fault.value()).isEqualTo("redis://****@host:1/x?q=a@b");
  }

  @Test
  void goesIntoTheExceptionWithAllOthers() {
    List<Fault> faults =
        List.of(new Fault("a", null, null, "is missing"), new Fault("b", null, null, "is odd"));
    ConfigException exception = new ConfigException(faults);
    assertThat(exception).hasMessage("a  is missing\nb  is odd");
    assertThat(exception.faults()).isEqualTo(faults);
  }
}
