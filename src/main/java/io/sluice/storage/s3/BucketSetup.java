package io.sluice.storage.s3;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Makes a bucket as a store needs it, or says what is not so.
 *
 * <p>Rules and statements of others are kept; ours are known by their names. It works with a key
 * that may change the bucket, which a gateway's own need not. For use by one thread.
 */
public final class BucketSetup implements Closeable {
  private final S3StoreConfig config;
  private final S3Connection connection;
  private final S3Client client;
  private final BucketPart bucket;
  private final List<BucketPart> rest;

  /**
   * Connects to nothing yet.
   *
   * @param config of the store
   * @param wish what its settings do not say
   */
  public BucketSetup(S3StoreConfig config, BucketWish wish) {
    this.config = config;
    this.connection = new S3Connection(config);
    this.client = connection.client();
    this.bucket = new BucketPresence(config);
    this.rest = new ArrayList<>();
    rest.add(new BucketAccess(config, wish.access()));
    rest.add(new BucketCors(config, wish.origins()));
    rest.add(new BucketLifecycle(config, wish.abortAfterDays()));
    @Nullable URI gateway = wish.gateway();
    if (gateway != null) {
      rest.add(new BucketWebsite(config, gateway));
    }
  }

  /**
   * Looks at each part and changes nothing.
   *
   * @param sink shown each part at once; only the bucket where that is missing or cannot be seen
   */
  public void check(Consumer<BucketPartState> sink) {
    if (!hasKey(sink)) {
      return;
    }
    BucketSettings found = found();
    BucketPartState first = check(bucket, found);
    sink.accept(first);
    if (!first.isFault()) {
      rest.forEach(part -> sink.accept(check(part, found)));
    }
  }

  private boolean hasKey(Consumer<BucketPartState> sink) {
    try {
      connection.requireCredentials();
      return true;
    } catch (IOException e) {
      sink.accept(failed(bucket, e));
      return false;
    }
  }

  private BucketSettings found() {
    return new FoundSettings(client, config.bucket());
  }

  private BucketPartState check(BucketPart part, BucketSettings found) {
    try {
      BucketDifference difference = part.compare(found);
      return difference.isNone()
          ? new BucketPartState(BucketPartState.Kind.OK, part, part.wanted())
          : new BucketPartState(
              BucketPartState.Kind.DIFFERS, part, compared(difference.text(), part));
    } catch (SdkException | IOException | UncheckedIOException e) {
      return failed(part, e);
    }
  }

  /**
   * Mends each part that is not as wanted, and looks at it again.
   *
   * @param sink shown each part at once; only the bucket where that cannot be had
   */
  public void apply(Consumer<BucketPartState> sink) {
    if (!hasKey(sink)) {
      return;
    }
    BucketSettings found = found();
    BucketPartState first = apply(bucket, found);
    sink.accept(first);
    if (!first.isFault()) {
      rest.forEach(part -> sink.accept(apply(part, found)));
    }
  }

  private BucketPartState apply(BucketPart part, BucketSettings found) {
    try {
      BucketDifference difference = part.compare(found);
      for (BucketRequest<?> cure : difference.cures()) {
        cure.sendBy(client);
      }
      BucketPartState after = check(part, found);
      return difference.isNone() || after.kind() != BucketPartState.Kind.OK
          ? after
          : new BucketPartState(
              BucketPartState.Kind.SET, part, part.wanted() + "; before: " + difference.text());
    } catch (SdkException | IOException | UncheckedIOException e) {
      return failed(part, e);
    }
  }

  /**
   * Says which requests {@link #apply} would send.
   *
   * @param sink shown each part at once, of a bucket that is missing as after it is made; only the
   *     bucket where that cannot be seen
   */
  public void plan(Consumer<BucketPartState> sink) {
    if (!hasKey(sink)) {
      return;
    }
    BucketSettings found = found();
    BucketPartState first = check(bucket, found);
    if (first.kind() == BucketPartState.Kind.FAILED) {
      sink.accept(first);
      return;
    }
    boolean isNew = first.kind() != BucketPartState.Kind.OK;
    BucketSettings seen = isNew ? BucketSettings.ofNewBucket(config) : found;
    sink.accept(plan(bucket, seen, isNew));
    rest.forEach(part -> sink.accept(plan(part, seen, isNew)));
  }

  private BucketPartState plan(BucketPart part, BucketSettings found, boolean isNew) {
    try {
      BucketDifference difference = part.compare(found);
      if (difference.isNone() && !isNew) {
        return new BucketPartState(BucketPartState.Kind.OK, part, part.wanted());
      }
      return new BucketPartState(
          BucketPartState.Kind.PLANNED,
          part.name(),
          compared(
              difference.isNone() ? "a new bucket is so, nothing to send" : difference.text(),
              part),
          difference.cures().stream().map(BucketRequest::toString).toList());
    } catch (SdkException | IOException | UncheckedIOException e) {
      return failed(part, e);
    }
  }

  private static String compared(String found, BucketPart part) {
    return found + "; wanted: " + part.wanted();
  }

  private BucketPartState failed(BucketPart part, Exception e) {
    boolean isUnsupported =
        part != bucket
            && e instanceof AwsServiceException service
            && S3Failures.isUnsupported(service);
    return new BucketPartState(
        isUnsupported && !part.isAskedFor()
            ? BucketPartState.Kind.WARNING
            : BucketPartState.Kind.FAILED,
        part,
        compared(reason(e, isUnsupported), part));
  }

  private static String reason(Exception e, boolean isUnsupported) {
    if (e instanceof AwsServiceException service) {
      if (isUnsupported) {
        return "could not be set or seen: this store has no such thing (" + word(service) + ")";
      }
      if (S3Failures.code(service).equals("AccessDenied")) {
        return "the store answers "
            + word(service)
            + ": the key may not do this; give one that may"
            + " change the bucket (on AWS: perhaps the account blocks public access)";
      }
    }
    if (e instanceof SdkException sdk) {
      return S3Failures.text(sdk);
    }
    return e instanceof UncheckedIOException ? S3Silence.text(e) : String.valueOf(e.getMessage());
  }

  private static String word(AwsServiceException e) {
    return (e.statusCode() + " " + S3Failures.code(e)).strip();
  }

  @Override
  public void close() {
    connection.close();
  }
}
