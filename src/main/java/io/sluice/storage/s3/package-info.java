/**
 * This room keeps objects in a bucket: AWS S3 and the stores that speak its language.
 *
 * <p>An object of ours is one object of the bucket, under the store's prefix and our key, so that
 * everything else that reads the bucket finds it; its type and disposition are the bucket's own
 * headers. Nothing of a store's state is kept outside the bucket. It is the one room that knows the
 * AWS SDK.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html">Amazon S3 API</a>
 */
@NullMarked
package io.sluice.storage.s3;

import org.jspecify.annotations.NullMarked;
