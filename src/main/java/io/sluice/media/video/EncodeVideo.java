package io.sluice.media.video;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import io.sluice.media.program.RunProgram.Limits;
import io.sluice.media.program.RunProgram.Outcome;
import io.sluice.media.recipe.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a video that every browser plays: H.264 and AAC in an MP4 whose index comes first, at most
 * 1920x1080 (or 1080x1920), with a constant rate of at most 60 frames a second.
 *
 * <p>Safe for use by many threads; each call is a process of its own.
 */
public final class EncodeVideo {
  private static final Duration OF_A_LOOK = Duration.ofMinutes(1);
  private static final String FRAMES = "frame=";

  /** What ffmpeg says of a stream that is asked for and not there. */
  private static final String NO_PICTURE = "Stream map '0:V:0' matches no streams";

  /** Those that decode (see {@link Videos#input}), filter, and encode the sound. */
  private static final int THREADS_BESIDE = 4;

  private static final String FILTERS =
      Videos.SQUARE_PIXELS
          + ",scale=w='if(gte(iw,ih),min(1920,iw),min(1080,iw))'"
          + ":h='if(gte(iw,ih),min(1080,ih),min(1920,ih))'"
          + ":force_original_aspect_ratio=decrease:force_divisible_by=2"
          + ",fps=fps='min(source_fps,60)',format=yuv420p";

  private final @Nullable Ffmpeg ffmpeg;
  private final Bounds bounds;

  /**
   * What bounds a run.
   *
   * @param time by the clock
   * @param memoryBytes address space
   * @param resultBytes the longest result
   * @param maxPixels of a frame of the source
   * @param threads of the encoder
   */
  public record Bounds(
      Duration time, long memoryBytes, long resultBytes, long maxPixels, int threads) {}

  /**
   * What came out.
   *
   * @param size of a frame
   * @param frames how many
   * @param rate frames a second
   */
  public record Encoded(Size size, long frames, double rate) {}

  /**
   * Takes its parts.
   *
   * @param ffmpeg null when there is none: then every video is refused
   * @param bounds of each run
   */
  public EncodeVideo(@Nullable Ffmpeg ffmpeg, Bounds bounds) {
    this.ffmpeg = ffmpeg;
    this.bounds = bounds;
  }

  /**
   * Whether bytes begin a video.
   *
   * @param head the first {@link Videos#HEAD_BYTES} of a file, or all of a shorter one
   * @return true also for one without a picture in it
   */
  public boolean isVideo(byte[] head) {
    return VideoKind.of(head) != null;
  }

  /**
   * Encodes. Takes as long as it takes, within the bounds.
   *
   * @param source a file that {@link #isVideo} knows
   * @param result an empty file; when this throws it may hold anything
   * @param deadline of whoever waits
   * @param progress told how many frames are done, on another thread
   * @return what the result holds; null when there is no picture in the source, as in a song
   * @throws HttpErrorException {@link MediaError#VIDEO_ENGINE_MISSING} (415), {@link
   *     MediaError#VIDEO_UNUSABLE} (422), {@link MediaError#RENDER_TIMEOUT} (504), {@link
   *     MediaError#RENDER_BUSY} (503) when the disk is full, or ffmpeg gone or killed
   * @throws IOException a file cannot be read, or no process be started
   */
  public @Nullable Encoded encode(
      Path source, Path result, Deadline deadline, LongConsumer progress) throws IOException {
    if (ffmpeg == null) {
      throw new HttpErrorException(
          MediaError.VIDEO_ENGINE_MISSING, "no ffmpeg on the search path or as video.ffmpeg");
    }
    @Nullable VideoKind kind = VideoKind.of(Videos.head(source));
    if (kind == null) {
      throw new HttpErrorException(MediaError.FORMAT_UNSUPPORTED, "its first bytes are no video's");
    }
    AtomicLong frames = new AtomicLong();
    Limits limits =
        new Limits(bounds.time(), bounds.memoryBytes(), bounds.resultBytes())
            .withProcessors(bounds.threads() + THREADS_BESIDE);
    Outcome outcome =
        ffmpeg.run(
            arguments(kind, source, result),
            limits,
            deadline,
            line -> {
              if (line.startsWith(FRAMES)) {
                frames.set(number(line.substring(FRAMES.length())));
                progress.accept(frames.get());
              }
            });
    if (outcome.said().contains(NO_PICTURE)) {
      return null;
    }
    if (!outcome.isOk() || Files.size(result) == 0) {
      throw Videos.failed(outcome, result);
    }
    return look(ffmpeg, result, frames.get(), deadline);
  }

  private static long number(String text) {
    String digits = text.strip();
    return digits.matches("\\d{1,12}") ? Long.parseLong(digits) : 0;
  }

  private List<String> arguments(VideoKind kind, Path source, Path result) {
    List<String> words = new ArrayList<>(Videos.input(kind, bounds.maxPixels(), List.of(), source));
    words.addAll(List.of("-map", "0:V:0", "-map", "0:a:0?", "-sn", "-dn"));
    words.addAll(List.of("-map_metadata", "-1", "-map_chapters", "-1"));
    words.addAll(List.of("-vf", FILTERS, "-filter_threads", "1"));
    words.addAll(List.of("-c:v", "libx264", "-preset", "veryfast", "-crf", "21"));
    words.addAll(List.of("-threads", Integer.toString(bounds.threads())));
    words.addAll(List.of("-c:a", "aac", "-b:a", "160k", "-ac", "2", "-ar", "48000"));
    words.addAll(List.of("-movflags", "+faststart", "-write_tmcd", "0"));
    words.addAll(List.of("-progress", "pipe:1", "-nostats", "-f", "mp4"));
    words.add("file:" + result.toAbsolutePath());
    return words;
  }

  /** Asks ffmpeg what it has made: size and rate are in the head of this form. */
  private Encoded look(Ffmpeg engine, Path result, long frames, Deadline deadline)
      throws IOException {
    FrameHead head = new FrameHead();
    List<String> words =
        new ArrayList<>(Videos.input(VideoKind.MOV, bounds.maxPixels(), List.of(), result));
    words.addAll(List.of("-map", "0:v:0", "-c", "copy", "-frames:v", "1", "-f", "framecrc", "-"));
    Limits limits = new Limits(OF_A_LOOK, bounds.memoryBytes(), 1);
    Outcome outcome = engine.run(words, limits, deadline, head::read);
    if (!outcome.isOk()) {
      throw Videos.failed(outcome, result);
    }
    return new Encoded(head.size(), frames, head.rate());
  }
}
