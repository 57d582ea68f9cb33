package io.sluice.resize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaFileNameTest {
  @ParameterizedTest
  @CsvSource({
    "test.jpg, test.jpg",
    "Photo.JPEG, photo.jpg",
    "My-Photo.jpe, my-photo.jpg",
    "a.JIF, a.jpg",
    "a.jfif, a.jpg",
    "a.j2k, a.jpg",
    "a.jpx, a.jpg",
    "a.jpf, a.jpg",
    "a.jpm, a.jpg",
    // Two that shift-media means to replace and does not.
    "a.jp2, a.jp2",
    "a.jfi, a.jfi",
    "Scan.TIFF, scan.tif",
    "backup.TGZ, backup.tar.gz",
    "x.tar.gz, x.tar.gz",
    "a.b.c.jpeg, a.b.c.jpeg",
    "noext, noext.",
    ".hidden, hidden.",
    "..hidden.Jpeg, ..hidden.jpg",
    ".tar.gz, .tar.gz",
    "v1.2., v12.",
    "ÜNÏ.PNG, ünï.png",
    "a b.webp, a b.webp",
    "/srv/upload/Photo.JPEG, photo.jpg",
    "'C:\\fakepath\\Photo.JPEG', photo.jpg",
    "../../etc/passwd, passwd.",
    "folder/, ."
  })
  void namesFilesAsShiftMediaDoes(String path, String name) {
    assertThat(MediaFileName.normalise(path)).isEqualTo(name);
  }
}
