package io.sluice.launch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Starts the commands from the WAR itself.
 *
 * <p>A class path cannot name a jar inside an archive, so the jars are unpacked into a temporary
 * folder that goes when the process ends; what a killed process left goes at the next start.
 */
public final class Launcher {
  private static final String PREFIX = "sluice-jars-";

  private Launcher() {}

  /**
   * Unpacks and runs {@code io.sluice.cli.Main}.
   *
   * @param args the command line
   * @throws Exception the WAR cannot be read or unpacked, or the command failed
   */
  public static void main(String[] args) throws Exception {
    deleteLeftovers();
    Path folder = Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "sluice-unpacked-jars"));
    // The loader lives as long as the process.
    URLClassLoader loader =
        new URLClassLoader("sluice", unpack(folder), ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    try {
      loader
          .loadClass("io.sluice.cli.Main")
          .getMethod("main", String[].class)
          .invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static URL[] unpack(Path folder) throws IOException, URISyntaxException {
    List<URL> jars = new ArrayList<>();
    try (JarFile war = new JarFile(war().toFile())) {
      Enumeration<JarEntry> entries = war.entries();
      while (entries.hasMoreElements()) {
        JarEntry entry = entries.nextElement();
        String name = entry.getName();
        boolean isJar = name.startsWith("WEB-INF/lib/") || name.startsWith("WEB-INF/standalone/");
        if (isJar && name.endsWith(".jar")) {
          Path jar = folder.resolve(name.substring(name.lastIndexOf('/') + 1));
          try (InputStream in = war.getInputStream(entry)) {
            Files.copy(in, jar);
          }
          jars.add(jar.toUri().toURL());
        }
      }
    }
    return jars.toArray(URL[]::new);
  }

  private static Path war() throws URISyntaxException {
    return Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Deletes folders of processes that are gone; the number in the name is the process id. */
  private static void deleteLeftovers() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", File.separator + "tmp"));
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (Path folder : folders) {
        String[] words = folder.getFileName().toString().split("-", -1);
        boolean isOrphan =
            words.length >= 3
                && words[2].matches("\\d{1,10}")
                && ProcessHandle.of(Long.parseLong(words[2])).isEmpty();
        if (isOrphan && Files.isWritable(folder)) {
          delete(folder);
        }
      }
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // The next start tries again.
    }
  }
}
