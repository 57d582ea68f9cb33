package io.sluice.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Reads a secret from its key or from the file that its other key names. */
final class SecretReader {
  private static final int MAX_BYTES = 64 * 1024;
  private static final int RANDOM_BYTES = 32;

  private final Settings settings;
  private final Section section;

  SecretReader(Settings settings, Section section) {
    this.settings = settings;
    this.section = section;
  }

  /** See {@link Section#secret(String)}. */
  @Nullable Secret read(String key, KnownKey known) {
    String fileKey = key + "-file";
    settings.know(Section.join(section.path(), key), known);
    settings.knowFile(Section.join(section.path(), fileKey), known);
    Found text = section.find(key);
    Found file = section.find(fileKey);
    boolean textFromEnvironment = section.isSetByEnvironment(key);
    if (textFromEnvironment != section.isSetByEnvironment(fileKey)) {
      text = textFromEnvironment ? text : null;
      file = textFromEnvironment ? null : file;
    }
    if (text != null && file != null) {
      section.fault(key, "is given twice, by itself and as " + fileKey + "; keep one of them");
      return null;
    }
    if (text != null) {
      return secret(key, text.text());
    }
    String content = file == null ? null : content(fileKey, file);
    return content == null ? null : secret(fileKey, content);
  }

  /** See {@link Section#requiredSecret(String, int)}. */
  Secret readRequired(String key, int minChars, KnownKey known) {
    Secret secret = read(key, known);
    String name = section.isWritten(key + "-file") && !section.isWritten(key) ? key + "-file" : key;
    if (secret == null && !section.isWritten(name)) {
      String variable = EnvironmentKeys.variable(Section.join(section.path(), key));
      section.fault(
          key,
          "is missing; make one with \"openssl rand -base64 48\" and give it here, in a file named by "
              + "%s-file, or as %s".formatted(key, variable));
    }
    if (secret == null) {
      return unguessable();
    }
    int length = secret.reveal().codePointCount(0, secret.reveal().length());
    if (length < minChars) {
      section.fault(name, "is too short: %d characters; %s".formatted(length, known.allowed()));
      return unguessable();
    }
    return secret;
  }

  // Whoever goes on after a fault must not run with a secret that others could guess.
  private static Secret unguessable() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Secret.of(HexFormat.of().formatHex(bytes));
  }

  private @Nullable Secret secret(String key, String text) {
    String trimmed = text.replaceFirst("\r?\n\\z", "");
    if (trimmed.isBlank()) {
      section.fault(key, "holds an empty secret");
      return null;
    }
    return Secret.of(trimmed);
  }

  // The name is not shown: people put the secret itself there by mistake.
  private @Nullable String content(String key, Found name) {
    try (InputStream in = Files.newInputStream(name.folder().resolve(name.text().strip()))) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length <= MAX_BYTES) {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      }
      section.fault(key, "names a file larger than 64KiB: no secret");
    } catch (CharacterCodingException e) {
      section.fault(key, "names a file that is not text in UTF-8");
    } catch (NoSuchFileException e) {
      section.fault(key, "names a file that does not exist");
    } catch (IOException | InvalidPathException e) {
      section.fault(key, "names a file that can not be read by the user that runs Sluice");
    }
    return null;
  }
}
