package io.sluice.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.Secret;
import io.sluice.storage.TestingClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookTest {
  private final TestingClock clock = new TestingClock();

  @Test
  void signsAsTheStandardSays() {
    // printf %s 'msg_1.1614265330.{"test": 2432232314}' |
    //   openssl dgst -sha256 -hmac made-up-secret-of-a-hook -binary | base64
    assertThat(
            HookSignature.of(
                Secret.of("made-up-secret-of-a-hook"),
                "msg_1",
                1_614_265_330L,
                "{\"test\": 2432232314}"))
        .isEqualTo("v1,+nRPJcuwEVfOYW68fnuqhcSULt5qSPNzbsigh3yscJc=");
  }

  @Test
  void tellsOnceWithASignature() throws Exception {
    try (TestingHook listener = new TestingHook();
        Hook hook = new Hook(listener.config(), clock)) {
      assertThat(hook.tell("id-1", "happened", "{\"ä\":1}")).isEqualTo(200);
      assertThat(listener.next())
          .isEqualTo(new TestingHook.Call("id-1", "happened", "{\"ä\":1}", true));
      assertThat(listener.calls).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 301, 307, 404, 500, 503})
  void saysWhatTheAnswerWasAndFollowsNobody(int status) throws Exception {
    try (TestingHook listener = new TestingHook();
        Hook hook = new Hook(listener.config(), clock)) {
      listener.status = status;
      assertThat(hook.tell("id-1", "happened", "{}")).isEqualTo(status);
      assertThat(listener.calls).hasSize(1);
    }
  }

  private Hook hook(ServerSocket socket) {
    URI url = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    return new Hook(new HookConfig(url, TestingHook.SECRET), clock);
  }

  @Test
  void saysThatNobodyListensOrAnswers() throws Exception {
    ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    CompletableFuture<Void> hangsUp =
        CompletableFuture.runAsync(
            () -> {
              try (Socket client = socket.accept()) {
                assertThat(client.getInputStream().read()).isEqualTo('P');
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    try (Hook hook = hook(socket)) {
      assertThatThrownBy(() -> hook.tell("id", "happened", "{}")).isInstanceOf(IOException.class);
      hangsUp.get(30, TimeUnit.SECONDS);
      socket.close();
      assertThatThrownBy(() -> hook.tell("id", "happened", "{}")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void endsACallThatHangsWhenItIsClosed() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Hook hook = hook(socket);
      CompletableFuture<Object> call =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return hook.tell("id", "happened", "{}");
                } catch (IOException e) {
                  return e;
                }
              });
      try (Socket client = socket.accept()) {
        // Until all of it has come, and so an answer is waited for.
        byte[] head = client.getInputStream().readNBytes(100);
        assertThat(head).hasSize(100);
        assertThat(call).isNotDone();
        hook.close();
        assertThat(call.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertThat(hook.isClosed()).isTrue();
        assertThatThrownBy(() -> hook.tell("id", "happened", "{}")).isInstanceOf(IOException.class);
      }
    }
  }
}
