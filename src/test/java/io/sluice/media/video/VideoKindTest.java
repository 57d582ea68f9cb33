package io.sluice.media.video;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoKindTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "mp4, MOV, mpeg4",
    "mov, MOV, mpeg4",
    "3gp, MOV, mpeg4",
    "mkv, MATROSKA, mpeg4",
    "webm, MATROSKA, libvpx",
    "avi, AVI, mpeg4",
    "ts, MPEG_TS, mpeg2video",
    "m2ts, MPEG_TS, mpeg2video",
    "mpg, MPEG_PS, mpeg2video",
    "mxf, MXF, mpeg2video",
    "wmv, ASF, wmv2",
    "flv, FLV, flv",
    "ogv, OGG, libtheora"
  })
  void knowsWhatFfmpegWrites(String ending, VideoKind kind, String codec) throws Exception {
    TestingClip.assumeFfmpeg();
    List<String> words = new ArrayList<>(TestingClip.RED);
    words.addAll(List.of("-c:v", codec));
    Path clip = TestingClip.make(folder.resolve("a." + ending), words.toArray(String[]::new));
    Path nameless = Files.move(clip, folder.resolve("nameless.jpg"));
    byte[] bytes = Files.readAllBytes(nameless);
    byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, VideoKind.HEAD_BYTES));
    assertThat(VideoKind.of(head)).isEqualTo(kind);
    // And its reader goes by that name.
    Path frame = Files.createFile(folder.resolve("frame"));
    new VideosTest.Maker(VideoConfigs.DEFAULT).poster(nameless, frame);
    assertThat(Files.size(frame)).isGreaterThan(160 * 90 * 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0\0\0\u0018ftyp",
        "\0\0\0\u0018ftypavif\0\0\0\0mif1",
        "\0\0\0\u0018ftypheic\0\0\0\0mif1",
        "RIFF\0\0\0\0WEBPVP8 ",
        "RIFF\0\0\0\0WAVEfmt ",
        "GIF89a",
        "\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF",
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nother.mp4\n",
        "ffconcat version 1.0\nfile /etc/passwd\n",
        "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\">",
        "G and nothing after a packet",
        "FLV",
        "YUV4MPEG2 W160 H90"
      })
  void knowsNoOther(String head) {
    assertThat(VideoKind.of(head.getBytes(ISO_8859_1))).isNull();
  }

  @Test
  void takesNoTextOfOneLetterForAStream() {
    // Every 188th of these is a sync byte, and so is every 192nd: there is nothing else to go by.
    assertThat(VideoKind.of("G".repeat(400).getBytes(ISO_8859_1))).isEqualTo(VideoKind.MPEG_TS);
    assertThat(VideoKind.of(("G" + "x".repeat(399)).getBytes(ISO_8859_1))).isNull();
  }
}
