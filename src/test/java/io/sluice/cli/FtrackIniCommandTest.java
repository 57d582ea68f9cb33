package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FtrackIniCommandTest {
  @TempDir Path folder;

  @Test
  void printsTheThreeAddressesAndNeverTheSecret() throws Exception {
    TestingConfig.Run run =
        new TestingConfig(folder, "public-url: https://media.example.org/m/").run("ftrack-ini");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("ftrack.component_put_url = https://media.example.org/m/put\n")
        .contains("ftrack.component_get_url = https://media.example.org/m/get\n")
        .contains("ftrack.component_remove_url = https://media.example.org/m/remove\n")
        .contains("ftrack.extra_component_signature_params = timeout\n")
        .contains("ftrack.extra_component_signature_timeout = 86400\n")
        .contains("# ftrack.service_secret = ")
        .doesNotContain(TestingConfig.SECRET);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void printsTheSecretWhenTold() throws Exception {
    TestingConfig.Run run = new TestingConfig(folder).run("ftrack-ini", "--show-secret");
    assertThat(run.out()).contains("\nftrack.service_secret = " + TestingConfig.SECRET + "\n");
  }

  @Test
  void warnsOfMixedContentAndOfALoopbackAddress() throws Exception {
    assertThat(new TestingConfig(folder, "public-url: http://media.local").run("ftrack-ini").err())
        .contains("mixed content");
    assertThat(new TestingConfig(folder, "public-url: http://[::1]:9000").run("ftrack-ini").err())
        .contains("another machine")
        .doesNotContain("mixed content");
  }

  @Test
  void asksForTheParametersThatTheConfigurationDemands() throws Exception {
    TestingConfig config = new TestingConfig(folder);
    Files.writeString(
        config.file,
        """
        stores: {main: {kind: file, root: store}}
        ftrack: {secret: sixteen-chars-ok, signature: {must-have: [user]}}
        """);
    TestingConfig.Run run = config.run("ftrack-ini");
    assertThat(run.out()).contains("signature_params = user,timeout\n");
    assertThat(run.err()).contains("at least 36 characters");
  }

  @Test
  void everyCommandHelpsAndRefusesWrongUsage() {
    for (String command : new String[] {"scrub", "import", "ftrack-ini", "check", "s3-setup"}) {
      assertThat(Main.commandLine().execute(command, "--help")).as(command).isZero();
      assertThat(Main.commandLine().execute(command, "--no-such")).as(command).isEqualTo(2);
    }
  }
}
