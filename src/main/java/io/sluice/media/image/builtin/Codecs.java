package io.sluice.media.image.builtin;

import com.twelvemonkeys.imageio.plugins.psd.PSDImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.sluice.media.recipe.ImageFormat;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;

/**
 * Which reader and writer takes which format. A table of our own: the JDK's registry finds what
 * happens to be on the class path of a container, and holds what a removed application brought.
 */
final class Codecs {
  private static final Map<ImageFormat, ImageReaderSpi> READERS = readers();
  private static final Map<ImageFormat, ImageWriterSpi> WRITERS = writers();

  private Codecs() {}

  /** Whether there is a reader. */
  static boolean reads(ImageFormat format) {
    return READERS.containsKey(format);
  }

  static ImageReader reader(ImageFormat format) throws IOException {
    ImageReaderSpi provider = READERS.get(format);
    if (provider == null) {
      throw new IllegalArgumentException("no reader for " + format);
    }
    return provider.createReaderInstance();
  }

  static ImageWriter writer(ImageFormat format) throws IOException {
    ImageWriterSpi provider = WRITERS.get(format);
    if (provider == null) {
      throw new IllegalArgumentException("no writer for " + format);
    }
    return provider.createWriterInstance();
  }

  private static Map<ImageFormat, ImageReaderSpi> readers() {
    Map<ImageFormat, ImageReaderSpi> readers = new EnumMap<>(ImageFormat.class);
    for (ImageFormat format : List.of(ImageFormat.PNG, ImageFormat.GIF, ImageFormat.BMP)) {
      readers.put(format, ofTheJdk(ImageReaderSpi.class, format));
    }
    readers.put(ImageFormat.JPEG, anyJpeg());
    readers.put(ImageFormat.TIFF, new TIFFImageReaderSpi());
    readers.put(ImageFormat.WEBP, new WebPImageReaderSpi());
    readers.put(ImageFormat.PSD, new PSDImageReaderSpi());
    return readers;
  }

  private static Map<ImageFormat, ImageWriterSpi> writers() {
    Map<ImageFormat, ImageWriterSpi> writers = new EnumMap<>(ImageFormat.class);
    for (ImageFormat format : List.of(ImageFormat.JPEG, ImageFormat.PNG)) {
      writers.put(format, ofTheJdk(ImageWriterSpi.class, format));
    }
    return writers;
  }

  private static ImageReaderSpi anyJpeg() {
    var provider = new com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi();
    // It works on top of the JDK's reader, which it looks up when it is registered.
    provider.onRegistration(jdkRegistry(), ImageReaderSpi.class);
    return provider;
  }

  private static <T extends ImageReaderWriterSpi> T ofTheJdk(Class<T> kind, ImageFormat format) {
    String name = format.name().toLowerCase(Locale.ROOT);
    Iterator<T> all = jdkRegistry().getServiceProviders(kind, false);
    while (all.hasNext()) {
      T provider = all.next();
      if (provider.getClass().getModule().equals(ImageIO.class.getModule())
          && List.of(provider.getFormatNames()).contains(name)) {
        return provider;
      }
    }
    throw new IllegalStateException("this Java runtime brings nothing for " + name);
  }

  private static IIORegistry jdkRegistry() {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    // The first call registers all that this loader sees, for every application of the container.
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      return IIORegistry.getDefaultInstance();
    } finally {
      thread.setContextClassLoader(own);
    }
  }
}
