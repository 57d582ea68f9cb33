package io.sluice.variant;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import io.sluice.media.image.ImageEngine;
import io.sluice.media.image.ImageInfo;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An engine that copies, and can be held in the middle of it: no real one stops where a test wants.
 */
final class GatedEngine implements ImageEngine {
  final AtomicInteger renders = new AtomicInteger();
  final CountDownLatch begun = new CountDownLatch(1);
  final CountDownLatch ended = new CountDownLatch(1);
  volatile CountDownLatch gate = new CountDownLatch(0);
  volatile boolean damaged;

  @Override
  public String name() {
    return "gated-1";
  }

  @Override
  public boolean supports(ImageFormat from, Recipe recipe, ImageFormat to) {
    return true;
  }

  @Override
  public ImageInfo probe(Path source, ImageFormat format) {
    return new ImageInfo(format, new Size(1, 1), 1, 1);
  }

  @Override
  public long memory(ImageInfo info, Recipe recipe) {
    return 1;
  }

  @Override
  public BufferedImage look(Path source, ImageInfo info, Recipe recipe, Deadline deadline) {
    return new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
  }

  @Override
  public Size render(
      Path source, ImageInfo info, Recipe recipe, ImageFormat to, Path result, Deadline deadline)
      throws IOException {
    renders.incrementAndGet();
    begun.countDown();
    try {
      while (!gate.await(10, TimeUnit.MILLISECONDS)) {
        deadline.check();
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      ended.countDown();
    }
    if (damaged) {
      throw new HttpErrorException(MediaError.IMAGE_DAMAGED, "made up");
    }
    Files.write(result, Files.readAllBytes(source));
    return info.size();
  }

  @Override
  public void close() {}
}
