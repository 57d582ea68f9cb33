package io.sluice.e2e;

import io.sluice.config.Secret;
import io.sluice.resize.MediaNames;
import io.sluice.resize.ResizeFactor;
import io.sluice.thumbor.ThumborSignature;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Sixty-four addresses of different thumbnails: half of them by the Thumbor door, of a component,
 * half by the resize door, of a media file.
 */
record Thumbnails(List<String> targets) {
  static final Secret THUMBOR_KEY = Secret.of("made up for this test, a key");
  static final String RESIZE_SECRET = "made up for this test, a resize secret";
  private static final int EACH = 32;

  static Thumbnails of(LooseGateway gateway, UUID component, String media) {
    List<String> targets = new ArrayList<>();
    MediaNames names = MediaNames.signedWith(RESIZE_SECRET);
    for (int i = 0; i < EACH; i++) {
      int width = 240 + 12 * i;
      targets.add(thumbor(gateway, component, "fit-in/" + width + "x" + width));
      String name = names.resizeName(media, width, 300, ResizeFactor.FILL, 90, true, null);
      targets.add("/media/" + names.urlPath(media, name));
    }
    return new Thumbnails(targets);
  }

  static String thumbor(LooseGateway gateway, UUID component, String options) {
    String image = "http://127.0.0.1:" + gateway.port + gateway.targets.get(component);
    String message = options + "/" + URLEncoder.encode(image, StandardCharsets.UTF_8);
    return "/thumbor/" + ThumborSignature.sign(THUMBOR_KEY, message) + "/" + message;
  }

  /** A photograph of sorts: every part of it costs bytes, so that results are long. */
  static BufferedImage photograph() {
    BufferedImage image = new BufferedImage(1600, 1200, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(64);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int light = (int) (127 + 60 * Math.sin(x / 9.0) * Math.cos(y / 7.0)) + random.nextInt(40);
        image.setRGB(x, y, light << 16 | (x * 255 / 1600) << 8 | (y * 255 / 1200));
      }
    }
    return image;
  }

  /** Reads every pixel; a warning of the reader (an end too early) counts as a fault. */
  static boolean isWhole(byte[] bytes) throws IOException {
    List<String> warnings = new ArrayList<>();
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return false;
      }
      ImageReader reader = readers.next();
      try {
        reader.addIIOReadWarningListener((r, warning) -> warnings.add(warning));
        reader.setInput(in);
        reader.read(0);
      } finally {
        reader.dispose();
      }
    }
    return warnings.isEmpty();
  }
}
