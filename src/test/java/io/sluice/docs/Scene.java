package io.sluice.docs;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A picture of our own to show things on: a lake at dawn, with a balloon on the right. */
public final class Scene {
  static final int WIDTH = 960;
  static final int HEIGHT = 640;
  private static final int SHORE = 430;
  private static final int FRAME = 80;

  private Scene() {}

  static Path write(Path folder) throws IOException {
    return write(paint(), folder.resolve("scene.png"));
  }

  /** As a photograph. */
  public static Path writeJpeg(Path folder) throws IOException {
    Path file = folder.resolve("scene.jpg");
    ImageIO.write(paint(), "jpeg", file.toFile());
    return file;
  }

  /** The same inside a wide frame of one colour. */
  static Path writeFramed(Path folder) throws IOException {
    BufferedImage framed =
        new BufferedImage(WIDTH + 2 * FRAME, HEIGHT + 2 * FRAME, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = framed.createGraphics();
    graphics.setColor(new Color(0xf4ecd8));
    graphics.fillRect(0, 0, framed.getWidth(), framed.getHeight());
    graphics.drawImage(paint(), FRAME, FRAME, null);
    graphics.dispose();
    return write(framed, folder.resolve("framed.png"));
  }

  /** What is laid on a picture: {@code logo.png}, or {@code frame.png}, a nine-patch. */
  static Path writeLayer(Path folder, String name) throws IOException {
    BufferedImage image = new BufferedImage(62, 62, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    if (name.equals("logo.png")) {
      graphics.setColor(new Color(255, 255, 255, 210));
      graphics.setStroke(new BasicStroke(7));
      graphics.draw(new Ellipse2D.Double(6, 6, 50, 50));
      graphics.fill(new Ellipse2D.Double(21, 21, 20, 20));
    } else {
      graphics.setColor(new Color(0x8a5a2b));
      graphics.setStroke(new BasicStroke(10));
      graphics.draw(new Rectangle2D.Double(6, 6, 50, 50));
      graphics.setColor(new Color(0xf2c14e));
      graphics.setStroke(new BasicStroke(2));
      graphics.draw(new Rectangle2D.Double(6, 6, 50, 50));
      for (int i = 14; i < 48; i++) {
        for (int[] at : new int[][] {{i, 0}, {0, i}, {i, 61}, {61, i}}) {
          image.setRGB(at[0], at[1], 0xFF000000);
        }
      }
    }
    graphics.dispose();
    return write(image, folder.resolve(name));
  }

  private static Path write(BufferedImage image, Path file) throws IOException {
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private static BufferedImage paint() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    sky(graphics);
    mountains(graphics);
    lake(graphics);
    balloon(graphics);
    graphics.dispose();
    return image;
  }

  private static void sky(Graphics2D graphics) {
    graphics.setPaint(new GradientPaint(0, 0, new Color(0x2b4a86), 0, SHORE, new Color(0xf8c98a)));
    graphics.fillRect(0, 0, WIDTH, SHORE);
    graphics.setColor(new Color(0xfff2c4));
    graphics.fill(new Ellipse2D.Double(210, 250, 110, 110));
    graphics.setColor(new Color(255, 255, 255, 150));
    for (int i = 0; i < 5; i++) {
      graphics.fill(new Ellipse2D.Double(90 + 150 * i, 90 + 23 * (i % 3), 190, 22));
    }
  }

  private static void mountains(Graphics2D graphics) {
    ridge(graphics, new Color(0x6d6f9c), 300, 90, 7);
    ridge(graphics, new Color(0x4a4f7c), 350, 60, 11);
    ridge(graphics, new Color(0x2f4a3e), 400, 30, 23);
  }

  private static void ridge(Graphics2D graphics, Color color, int top, int rise, int peaks) {
    Path2D path = new Path2D.Double();
    path.moveTo(0, SHORE);
    for (int i = 0; i <= peaks; i++) {
      double x = i * (double) WIDTH / peaks;
      path.lineTo(x, top + (i % 2 == 0 ? rise / 2.0 : -rise * ((i * 7) % 5) / 5.0));
    }
    path.lineTo(WIDTH, SHORE);
    path.closePath();
    graphics.setColor(color);
    graphics.fill(path);
  }

  private static void lake(Graphics2D graphics) {
    graphics.setPaint(
        new GradientPaint(0, SHORE, new Color(0xd9a877), 0, HEIGHT, new Color(0x1d3557)));
    graphics.fillRect(0, SHORE, WIDTH, HEIGHT - SHORE);
    graphics.setStroke(new BasicStroke(2));
    graphics.setColor(new Color(255, 255, 255, 70));
    for (int y = SHORE + 15; y < HEIGHT; y += 18) {
      for (int x = (y * 37) % 120 - 60; x < WIDTH; x += 140) {
        graphics.draw(new Rectangle2D.Double(x, y, 40 + (y - SHORE) / 3.0, 0.5));
      }
    }
  }

  private static void balloon(Graphics2D graphics) {
    Color[] stripes = {new Color(0xd62828), new Color(0xfcbf49), new Color(0xd62828)};
    for (int i = 0; i < stripes.length; i++) {
      graphics.setColor(stripes[i]);
      graphics.fill(new Ellipse2D.Double(690 + 28 * i, 120, 170 - 56 * i, 190));
    }
    graphics.setColor(new Color(0x3d2b1f));
    graphics.setStroke(new BasicStroke(3));
    graphics.drawLine(735, 300, 758, 345);
    graphics.drawLine(815, 300, 792, 345);
    graphics.fillRect(755, 343, 40, 30);
  }
}
