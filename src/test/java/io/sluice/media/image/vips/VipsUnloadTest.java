package io.sluice.media.image.vips;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import io.sluice.media.image.ImageEngine;
import java.io.Closeable;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A web application that is taken out of its container leaves no class behind. */
class VipsUnloadTest {
  private static final int ATTEMPTS = 50;

  @Test
  void letsGoOfItsClassLoader() throws Exception {
    Vips.engine().close();

    WeakReference<ClassLoader> loader = openAndClose();

    for (int i = 0; i < ATTEMPTS && loader.get() != null; i++) {
      System.gc();
      Thread.onSpinWait();
    }
    assertThat(loader.get()).as("the class loader of the engine").isNull();
  }

  /** In a method of its own, so that no local variable holds what is to go. */
  private static WeakReference<ClassLoader> openAndClose() throws Exception {
    URL[] path =
        Stream.of(VipsEngine.class, Native.class, LoggerFactory.class)
            .map(c -> c.getProtectionDomain().getCodeSource().getLocation())
            .toArray(URL[]::new);
    try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
      Class<?> type = loader.loadClass(VipsEngine.class.getName());
      assertThat(type.getClassLoader())
          .isSameAs(loader)
          .isNotSameAs(ImageEngine.class.getClassLoader());
      Optional<?> engine =
          (Optional<?>) type.getMethod("open", Path.class).invoke(null, (Object) null);
      ((Closeable) engine.orElseThrow()).close();
      return new WeakReference<>(loader);
    }
  }
}
