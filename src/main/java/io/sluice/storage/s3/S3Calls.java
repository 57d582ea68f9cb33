package io.sluice.storage.s3;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Counts what was asked of a bucket; retries of one call count once. */
public final class S3Calls implements ExecutionInterceptor {
  private final Map<Call, LongAdder> counts = new ConcurrentHashMap<>();

  /**
   * One kind of call.
   *
   * @param operation as S3 names it, for example {@code HeadObject}
   * @param outcome {@code ok}, the status of a refusal, or {@code none} for no answer
   */
  public record Call(String operation, String outcome) implements Comparable<Call> {
    @Override
    public int compareTo(Call other) {
      int byOperation = operation.compareTo(other.operation);
      return byOperation != 0 ? byOperation : outcome.compareTo(other.outcome);
    }
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    count(attributes, "ok");
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    count(
        attributes,
        context.exception() instanceof AwsServiceException e
            ? Integer.toString(e.statusCode())
            : "none");
  }

  private void count(ExecutionAttributes attributes, String outcome) {
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    counts
        .computeIfAbsent(new Call(String.valueOf(operation), outcome), call -> new LongAdder())
        .increment();
  }

  /**
   * What was counted so far.
   *
   * @return a copy
   */
  public Map<Call, Long> counts() {
    Map<Call, Long> copy = new TreeMap<>();
    counts.forEach((call, count) -> copy.put(call, count.sum()));
    return copy;
  }
}
