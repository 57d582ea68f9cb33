package io.sluice.media.video;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import io.sluice.media.program.RunProgram.Limits;
import io.sluice.media.program.RunProgram.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a picture of a video.
 *
 * <p>Safe for use by many threads; each call is a process of its own.
 */
public final class Videos {
  /** As many of a file's first bytes as {@link #isVideo(byte[])} wants to see. */
  public static final int HEAD_BYTES = VideoKind.HEAD_BYTES;

  private static final String IDENTITY = "poster-1";
  private static final String FIRST_SECOND = "1";
  private static final String LONGEST_LOOK = "9";

  /** Drops frames of which nine tenths are black, in constant memory. */
  private static final String NOT_BLACK =
      "blackframe=amount=0:threshold=32,"
          + "metadata=mode=select:key=lavfi.blackframe.pblack:value=90:function=less,";

  /** As wide as it is shown; a shape that no camera makes is taken for damage. */
  static final String SQUARE_PIXELS =
      "scale=w='if(between(sar,0.25,4),max(1,trunc(iw*sar)),iw)':h=ih,setsar=1";

  private static final long MOST_BYTES_OF_A_PIXEL = 4;
  private static final long LEAST_ROOM = 1 << 20;

  /** Those that decode and the one that filters: the clock ends them before the processor does. */
  private static final int THREADS = 3;

  private static final int SAID_CHARS = 300;

  private final VideoConfig config;
  private final @Nullable Ffmpeg ffmpeg;

  /**
   * Takes its parts.
   *
   * @param config limits
   * @param ffmpeg null when there is none: then every video is refused
   */
  public Videos(VideoConfig config, @Nullable Ffmpeg ffmpeg) {
    this.config = config;
    this.ffmpeg = ffmpeg;
  }

  /**
   * Names the choice of the frame: where it would be another, other bytes may come out.
   *
   * @return a part of every variant's key
   */
  public String identity() {
    return IDENTITY;
  }

  /**
   * Whether bytes begin a video.
   *
   * @param head the first {@link #HEAD_BYTES} of a file, or all of a shorter one
   * @return false also when videos are switched off
   */
  public boolean isVideo(byte[] head) {
    return config.enabled() && VideoKind.of(head) != null;
  }

  /**
   * Whether a file is a video.
   *
   * @param file any
   * @return as above
   * @throws IOException it cannot be read
   */
  public boolean isVideo(Path file) throws IOException {
    return isVideo(head(file));
  }

  static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HEAD_BYTES);
    }
  }

  /**
   * Refuses a video that would have to be copied to this machine, before that is done.
   *
   * @param bytes its length
   * @throws HttpErrorException {@link MediaError#SOURCE_TOO_LARGE} (422), {@link
   *     MediaError#VIDEO_ENGINE_MISSING} (415)
   */
  public void requireFetch(long bytes) {
    requireEngine();
    if (bytes > config.maxFetchBytes()) {
      throw new HttpErrorException(
          MediaError.SOURCE_TOO_LARGE,
          bytes + " bytes, video.max-fetch is " + config.maxFetchBytes());
    }
  }

  private Ffmpeg requireEngine() {
    if (ffmpeg == null) {
      throw new HttpErrorException(
          MediaError.VIDEO_ENGINE_MISSING, "no ffmpeg on the search path or as video.ffmpeg");
    }
    return ffmpeg;
  }

  /**
   * Takes the picture that stands for a video: the frame at one second; where nine tenths of it are
   * black, the first one within ten seconds that is less black; where there is none, or the video
   * is shorter, its first frame. Upright and with square pixels.
   *
   * @param source a file that {@link #isVideo(Path)} knows
   * @param result an empty file: a BMP afterwards; when this throws it may hold anything
   * @param deadline of the run
   * @throws HttpErrorException {@link MediaError#VIDEO_ENGINE_MISSING} (415), {@link
   *     MediaError#VIDEO_UNUSABLE}, {@link MediaError#SOURCE_TOO_LARGE} (422), {@link
   *     MediaError#RENDER_TIMEOUT} (504), {@link MediaError#RENDER_BUSY} (503) when the disk is
   *     full, or ffmpeg gone or killed
   * @throws IOException a file cannot be read, or no process be started
   */
  public void poster(Path source, Path result, Deadline deadline) throws IOException {
    Ffmpeg engine = requireEngine();
    long bytes = Files.size(source);
    if (bytes > config.maxBytes()) {
      throw new HttpErrorException(
          MediaError.SOURCE_TOO_LARGE, bytes + " bytes, video.max-size is " + config.maxBytes());
    }
    @Nullable VideoKind kind = VideoKind.of(head(source));
    if (kind == null) {
      throw new HttpErrorException(MediaError.FORMAT_UNSUPPORTED, "its first bytes are no video's");
    }
    Limits limits =
        new Limits(
                config.timeout(), config.memoryBytes(), config.maxPixels() * MOST_BYTES_OF_A_PIXEL)
            .withProcessors(THREADS);
    List<String> later = List.of("-ss", FIRST_SECOND, "-t", LONGEST_LOOK);
    Outcome outcome =
        engine.run(arguments(kind, later, source, NOT_BLACK, result), limits, deadline);
    if (!outcome.isOk() || Files.size(result) == 0) {
      // A video that is short, all black, or cannot be jumped in.
      outcome = engine.run(arguments(kind, List.of(), source, "", result), limits, deadline);
    }
    if (!outcome.isOk() || Files.size(result) == 0) {
      throw failed(outcome, result);
    }
  }

  /** What the machine lacks is no fault of the video: another attempt may do better. */
  static HttpErrorException failed(Outcome outcome, Path result) {
    if (outcome.isMissing()) {
      return new HttpErrorException(MediaError.RENDER_BUSY, "ffmpeg is not there any more");
    }
    if (outcome.isKilled()) { // From outside: no limit of ours comes first.
      return new HttpErrorException(MediaError.RENDER_BUSY, "ffmpeg was killed");
    }
    String said = outcome.said();
    // A video with many faults may have filled the beginning of what was said.
    if (said.contains("No space left on device")
        || said.contains("Disk quota exceeded")
        || result.toFile().getUsableSpace() < LEAST_ROOM) {
      return new HttpErrorException(MediaError.RENDER_BUSY, "no room for what is made of it");
    }
    return new HttpErrorException(
        MediaError.VIDEO_UNUSABLE,
        "ffmpeg ended with "
            + outcome.status()
            + ": "
            + said.substring(0, Math.min(said.length(), SAID_CHARS)).strip());
  }

  private List<String> arguments(
      VideoKind kind, List<String> where, Path source, String choice, Path result) {
    List<String> words = new ArrayList<>(input(kind, config.maxPixels(), where, source));
    // The picture on the cover of a song is no video.
    words.addAll(List.of("-map", "0:V:0", "-an", "-sn", "-dn", "-frames:v", "1"));
    words.addAll(List.of("-vf", choice + SQUARE_PIXELS, "-filter_threads", "1"));
    words.addAll(List.of("-c:v", "bmp", "-pix_fmt", "bgr24", "-f", "image2pipe"));
    words.add("file:" + result.toAbsolutePath());
    return words;
  }

  /** How a file is opened, whatever is made of it. */
  static List<String> input(VideoKind kind, long maxPixels, List<String> where, Path source) {
    List<String> words = new ArrayList<>(List.of("-nostdin", "-hide_banner", "-v", "error", "-y"));
    words.addAll(List.of("-threads", "2", "-max_pixels", Long.toString(maxPixels)));
    // The reader is the one that the first bytes ask for, and what it reads can start no other.
    words.addAll(List.of("-protocol_whitelist", "file", "-format_whitelist", kind.demuxer()));
    words.addAll(List.of("-f", kind.demuxer()));
    words.addAll(where);
    words.addAll(List.of("-i", "file:" + source.toAbsolutePath()));
    return words;
  }
}
