package io.sluice.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.app.SluiceConfig;
import io.sluice.config.Settings;
import io.sluice.events.Job;
import io.sluice.events.Outbox;
import io.sluice.storage.file.FileStore;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckTest {
  @TempDir Path folder;
  private final List<Finding> found = new ArrayList<>();

  private List<String> failed() {
    return found.stream()
        .filter(finding -> finding.level() == Finding.Level.FAIL)
        .map(Finding::topic)
        .distinct()
        .toList();
  }

  private SluiceConfig config(int port, String front) throws Exception {
    Path file = folder.resolve("sluice.yaml");
    Files.createDirectories(folder.resolve("store"));
    Files.writeString(
        file,
        "stores: {main: {kind: file, root: store, min-free: 0}}\n"
            + "ftrack: {secret: c0ffee00-1111-2222-3333-444455556666}\n"
            + ("server: {port: " + port + "}\n")
            + front);
    Settings settings = Settings.load(file, Map.of());
    SluiceConfig config = SluiceConfig.read(settings);
    settings.finish();
    FileStore.open(Objects.requireNonNull(config.fileStores().get("main")), Clock.systemUTC())
        .close();
    return config;
  }

  private void check(BrokenGateway gateway, SluiceConfig config) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + gateway.port());
    new Check(config, url, true, Clock.systemUTC(), new Findings(found::add)).run();
  }

  private void check(@Nullable Fault fault) throws Exception {
    try (BrokenGateway gateway = new BrokenGateway(fault)) {
      check(gateway, config(gateway.port(), ""));
      boolean cannotRemove = fault == Fault.KEEPS_WHAT_IS_REMOVED;
      assertThat(gateway.isEmpty()).as("what was stored is removed").isEqualTo(!cannotRemove);
    }
  }

  @Test
  void findsNothingWrongWhereNothingIs() throws Exception {
    check((Fault) null);
    assertThat(failed()).as(found.toString()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void namesEachFaultUnderItsTopicAndNoOther(Fault fault) throws Exception {
    check(fault);
    assertThat(failed()).as(found.toString()).containsExactly(fault.topic);
    assertThat(found)
        .filteredOn(finding -> finding.level() == Finding.Level.FAIL)
        .allSatisfy(finding -> assertThat(finding.cure()).endsWith("."));
  }

  @Test
  void namesAnApplicationThatTakesAHandOverFromAnybody() throws Exception {
    Files.createDirectories(folder.resolve("spool"));
    try (BrokenGateway nginx = new BrokenGateway(null);
        BrokenGateway application = new BrokenGateway(Fault.BELIEVES_A_CLIENTS_FILE)) {
      SluiceConfig config =
          config(
              1,
              "front: {proxy-token: 0123456789abcdef, spool: spool, nginx: {app: '127.0.0.1:"
                  + application.port()
                  + "'}}\n");
      check(nginx, config);
      assertThat(failed()).as(found.toString()).containsExactly("x-file");
    }
  }

  @Test
  void namesAStoreThatIsNotThere() throws Exception {
    try (BrokenGateway gateway = new BrokenGateway(null)) {
      SluiceConfig config = config(gateway.port(), "");
      Files.move(folder.resolve("store"), folder.resolve("elsewhere"));
      check(gateway, config);
      assertThat(failed()).containsExactly("store main");
    }
  }

  private List<Finding> ofVideo(String settings) throws Exception {
    found.clear();
    try (BrokenGateway gateway = new BrokenGateway(null)) {
      check(gateway, config(gateway.port(), "thumbor: {key: made-up-key-of-thumbor}\n" + settings));
    }
    return found.stream().filter(finding -> finding.topic().equals("video")).toList();
  }

  @Test
  void saysWhichFfmpegThereIsAndWhereThereIsNone() throws Exception {
    Path program = folder.resolve("ffmpeg");
    String configured = "video: {ffmpeg: " + program + "}\n";
    assertThat(ofVideo(configured)).extracting(Finding::level).containsExactly(Finding.Level.FAIL);
    Files.writeString(program, "#!/bin/sh\necho ffmpeg version 0.1-made-up\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    List<Finding> there = ofVideo(configured);
    assertThat(there).extracting(Finding::level).containsExactly(Finding.Level.OK);
    assertThat(there.get(0).text()).contains("0.1-made-up", program.toString());
    assertThat(ofVideo("video: {enabled: false}\n")).isEmpty();
  }

  @Test
  void saysWhetherTheProgramForPicturesWorks() throws Exception {
    String doors = "thumbor: {key: a-key-of-the-thumbor-door}\n";
    Path none = folder.resolve("vips");
    try (BrokenGateway gateway = new BrokenGateway(null)) {
      String images = "images: {engine: process, program: " + none + "}\n";
      check(gateway, config(gateway.port(), doors + images));
      assertThat(failed()).containsExactly("pictures");
      assertThat(found)
          .filteredOn(finding -> finding.topic().equals("pictures"))
          .singleElement()
          .satisfies(finding -> assertThat(finding.cure()).contains("libvips-tools"));
      found.clear();
      check(gateway, config(gateway.port(), doors + "images: {engine: builtin}\n"));
      assertThat(failed()).isEmpty();
      assertThat(found).anyMatch(finding -> finding.topic().equals("pictures"));
    }
  }

  private List<Finding> ofEncoding(String settings) throws Exception {
    found.clear();
    String encode =
        "encode: {enabled: true, hook: 'http://127.0.0.1:1', hook-secret: made-up-secret-of-a-hook}";
    try (BrokenGateway gateway = new BrokenGateway(null)) {
      check(gateway, config(gateway.port(), encode + "\n" + settings));
    }
    return found.stream().filter(finding -> finding.topic().equals("encode")).toList();
  }

  @Test
  void saysWhatStandsInTheWayOfEncoding() throws Exception {
    String without = "video: {ffmpeg: " + folder.resolve("absent") + "}\n";
    assertThat(ofEncoding(without))
        .extracting(Finding::level)
        .containsExactly(Finding.Level.FAIL, Finding.Level.OK);
    Path program = folder.resolve("ffmpeg");
    Files.writeString(program, "#!/bin/sh\necho ffmpeg version 0.1-made-up\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    String with = "video: {ffmpeg: " + program + "}\n";
    Path jobs = folder.resolve("store/encode");
    try (Outbox outbox = Outbox.open(jobs, 1, 1, Clock.systemUTC())) {
      assertThat(outbox.add("encode", Map.of("component", "made-up"))).isTrue();
      assertThat(ofEncoding(with)).extracting(Finding::level).containsExactly(Finding.Level.OK);
      Job job = outbox.take("encode", Duration.ZERO).orElseThrow();
      outbox.giveUp(job, "hopeless");
      assertThat(ofEncoding(with))
          .singleElement()
          .satisfies(finding -> assertThat(finding.text()).isEqualTo("1 jobs have failed"))
          .satisfies(finding -> assertThat(finding.level()).isEqualTo(Finding.Level.WARN));
    }
  }
}
