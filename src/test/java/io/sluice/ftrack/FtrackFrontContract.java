package io.sluice.ftrack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only holds behind an Nginx: the app believes nobody else, and no file but the spool's. */
abstract class FtrackFrontContract extends FtrackServerContract {
  static final String TOKEN = "X-Proxy-Token: " + NginxFront.TOKEN;

  @Override
  boolean isFronted() {
    return true;
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void refusesWhoeverComesPastTheNginx(Operation operation) throws Exception {
    String id = FtrackContract.newId();
    put(id, "kept");
    String target = "/" + operation.word() + "?" + gateway().query(operation, "id=" + id);
    String method = operation.methods().get(0);
    for (String token : new String[] {"X-None: 1", "X-Proxy-Token: wrong", TOKEN + "x"}) {
      Answer answer = gateway().askApp(method, target, token);
      requireProblem(answer, 403, "front-required");
    }
    requireStored(id, "kept");
  }

  @Test
  void answersAGetWithTheInnerAddressForNginxOnly() throws Exception {
    String id = FtrackContract.newId();
    put(id, "hello", "Content-Type: image/png");
    String target = "/get?" + gateway().query(Operation.GET, "id=" + id);
    Answer answer = gateway().askApp("GET", target, TOKEN);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.bytes()).isEmpty();
    assertThat(answer.one("X-Accel-Redirect")).startsWith(gateway().storage().innerAddress());
    assertThat(get(id).all("X-Accel-Redirect")).isEmpty();
    String inner = answer.one("X-Accel-Redirect");
    assertThat(send("GET", inner).status()).isEqualTo(404);
  }

  @Test
  void refusesALinkInTheSpool() throws Exception {
    Path target = Files.writeString(gateway().folder.resolve("precious"), "precious");
    Path link = Files.createSymbolicLink(gateway().spool().resolve("0099999902"), target);
    refusesAndKeeps(link, target);
    Path inside = Files.writeString(gateway().spool().resolve("0099999903"), "precious");
    Path second = Files.createSymbolicLink(gateway().spool().resolve("0099999904"), inside);
    refusesAndKeeps(second, inside);
    for (Path file : new Path[] {link, second, inside}) {
      Files.delete(file);
    }
  }

  private void refusesAndKeeps(Path link, Path target) throws Exception {
    String id = FtrackContract.newId();
    requireProblem(putFile(id, "" + link), 403, "spool-file-refused");
    assertThat(target).hasContent("precious");
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(gateway().storage().stored(id)).isEmpty();
  }

  @Test
  void refusesAFolder() throws Exception {
    String id = FtrackContract.newId();
    Path folder = Files.createDirectory(gateway().spool().resolve("0099999905"));
    requireProblem(putFile(id, "" + folder), 403, "spool-file-refused");
    Path below = Files.writeString(folder.resolve("0000000001"), "below");
    requireProblem(putFile(id, "" + below), 403, "spool-file-refused");
    Files.delete(below);
    Files.delete(folder);
    assertThat(gateway().storage().stored(id)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "/etc/0000000001",
        "SPOOL/../outside",
        "SPOOL/../spool/../store/sluice-store",
        "SPOOL/",
        "SPOOL",
        "SPOOL/.",
        "SPOOL/00000000012345678901234567890",
        "SPOOL/-0000000001",
        "SPOOL/0000000001.tmp",
        "0000000001",
        "0099999906",
        "relative/0099999906",
        "off",
        "file:SPOOL/0099999906",
        "SPOOL/%30099999906"
      })
  void refusesAFileOutsideTheSpool(String name) throws Exception {
    String id = FtrackContract.newId();
    String file = name.replace("SPOOL", "" + gateway().spool());
    requireProblem(putFile(id, file), 403, "spool-file-refused");
    assertThat(gateway().storage().stored(id)).isEmpty();
  }

  @Test
  void answers503WhenTheFileIsGoneSoThatTheClientSendsItAgain() throws Exception {
    String id = FtrackContract.newId();
    Answer answer = putFile(id, gateway().spool() + "/0099999907");
    requireProblem(answer, 503, "spool-file-gone");
    assertThat(answer.one("Retry-After")).isNotEmpty();
  }

  @Test
  void judgesTheAddressThatTheClientWroteNotTheOneForwardedTo() throws Exception {
    String id = FtrackContract.newId();
    put(id, "kept");
    String remove = NginxFront.PREFIX + "/remove?" + gateway().query(Operation.REMOVE, "id=" + id);
    String get = NginxFront.PREFIX + "/get?" + gateway().query(Operation.GET, "id=" + id);
    requireProblem(forwarded("/get", remove), 404, "not-found");
    requireProblem(forwarded("/remove", get), 404, "not-found");
    requireProblem(forwarded("/remove", "/other" + remove), 404, "not-found");
    requireProblem(forwarded("/remove", NginxFront.PREFIX + "/"), 404, "not-found");
    requireProblem(forwarded("/remove", NginxFront.PREFIX + "%2fremove?x"), 404, "not-found");
    requireStored(id, "kept");
  }

  private Answer forwarded(String path, String original) throws Exception {
    return gateway().askApp("GET", path, TOKEN, "X-Original-URI: " + original);
  }

  /** A hand-over of a body as only Nginx can make it. */
  Answer putFile(String id, String file) throws Exception {
    String target = "/put?" + gateway().query(Operation.PUT, "id=" + id);
    return gateway().askApp("PUT", target, TOKEN, "X-File: " + file);
  }
}
