package io.sluice.storage.s3;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The body of one GET. A close before its end drops the connection instead of reading the rest. */
final class S3Stream extends FilterInputStream {
  private final ResponseInputStream<GetObjectResponse> response;
  private long left;

  S3Stream(ResponseInputStream<GetObjectResponse> response, long length) {
    super(response);
    this.response = response;
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    int value = response.read();
    count(value < 0 ? -1 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = response.read(buffer, offset, length);
    count(read);
    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = response.skip(count);
    left -= skipped;
    return skipped;
  }

  private void count(int read) throws EOFException {
    if (read >= 0) {
      left -= read;
    } else if (left > 0) {
      throw new EOFException("GET of an object: the body ends early");
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() throws IOException {
    if (left > 0) {
      response.abort();
    } else {
      response.close();
    }
  }
}
