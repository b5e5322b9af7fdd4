package io.serai.hub.ingress;

import org.springframework.amqp.rabbit.config.RetryInterceptorBuilder;
import org.springframework.amqp.rabbit.retry.ImmediateRequeueMessageRecoverer;
import org.springframework.retry.interceptor.RetryOperationsInterceptor;

/**
 * Gives a message back to its queue that the routes did not take. Left to itself, Camel's endpoint
 * acknowledges it once its tries are over, unless it is told to reject it: either way it is gone.
 */
public final class RabbitRequeue {

  private RabbitRequeue() {}

  /** For an endpoint's option {@code retry}: one try, since the routes count theirs. */
  public static RetryOperationsInterceptor interceptor() {
    return RetryInterceptorBuilder.stateless()
        .maxAttempts(1)
        .recoverer(new ImmediateRequeueMessageRecoverer())
        .build();
  }
}
