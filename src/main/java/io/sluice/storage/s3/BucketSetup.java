package io.sluice.storage.s3;

import java.io.Closeable;
import java.io.IOException;
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
   * @param sink shown each part at once; only the bucket where that is missing
   */
  public void check(Consumer<BucketPartState> sink) {
    BucketSettings found = found();
    BucketPartState first = check(bucket, found);
    sink.accept(first);
    if (!first.isFault()) {
      rest.forEach(part -> sink.accept(check(part, found)));
    }
  }

  private BucketSettings found() {
    return new FoundSettings(client, config.bucket());
  }

  private static BucketPartState check(BucketPart part, BucketSettings found) {
    try {
      BucketDifference difference = part.compare(found);
      return difference.isNone()
          ? new BucketPartState(BucketPartState.Kind.OK, part, part.wanted())
          : new BucketPartState(
              BucketPartState.Kind.DIFFERS, part, difference.text() + "; wanted: " + part.wanted());
    } catch (SdkException | IOException e) {
      return failed(part, e);
    }
  }

  /**
   * Mends each part that is not as wanted, and looks at it again.
   *
   * @param sink shown each part at once; only the bucket where that cannot be had
   */
  public void apply(Consumer<BucketPartState> sink) {
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
    } catch (SdkException | IOException e) {
      return failed(part, e);
    }
  }

  /**
   * Says which requests {@link #apply} would send. Where the bucket cannot be seen, they are those
   * of a new one.
   *
   * @param sink shown each part at once
   */
  public void plan(Consumer<BucketPartState> sink) {
    BucketSettings found = found();
    BucketPartState first = check(bucket, found);
    if (first.kind() == BucketPartState.Kind.FAILED) {
      sink.accept(
          new BucketPartState(
              BucketPartState.Kind.WARNING,
              bucket,
              first.text() + "; what follows is for a new bucket"));
    }
    BucketSettings seen =
        first.kind() == BucketPartState.Kind.OK ? found : BucketSettings.ofNewBucket(config);
    sink.accept(plan(bucket, seen));
    rest.forEach(part -> sink.accept(plan(part, seen)));
  }

  private static BucketPartState plan(BucketPart part, BucketSettings found) {
    try {
      BucketDifference difference = part.compare(found);
      if (difference.isNone()) {
        return new BucketPartState(BucketPartState.Kind.OK, part, part.wanted());
      }
      return new BucketPartState(
          BucketPartState.Kind.PLANNED,
          part.name(),
          part.wanted() + "; now: " + difference.text(),
          difference.cures().stream().map(BucketRequest::toString).toList());
    } catch (SdkException | IOException e) {
      return failed(part, e);
    }
  }

  private static BucketPartState failed(BucketPart part, Exception e) {
    if (e instanceof AwsServiceException service && S3Failures.isUnsupported(service)) {
      BucketPartState.Kind kind =
          part.isAskedFor() ? BucketPartState.Kind.FAILED : BucketPartState.Kind.WARNING;
      return new BucketPartState(
          kind,
          part,
          "could not be set or seen: this store has no such thing (" + word(service) + ")");
    }
    if (e instanceof AwsServiceException service
        && S3Failures.code(service).equals("AccessDenied")) {
      return new BucketPartState(
          BucketPartState.Kind.FAILED,
          part,
          "the store answers "
              + word(service)
              + ": the key may not do this; give one that may"
              + " change the bucket (on AWS: perhaps the account blocks public access)");
    }
    String text = e instanceof SdkException sdk ? S3Failures.text(sdk) : e.getMessage();
    return new BucketPartState(BucketPartState.Kind.FAILED, part, String.valueOf(text));
  }

  private static String word(AwsServiceException e) {
    return (e.statusCode() + " " + S3Failures.code(e)).strip();
  }

  @Override
  public void close() {
    connection.close();
  }
}
