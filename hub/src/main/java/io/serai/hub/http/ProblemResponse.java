package io.serai.hub.http;

import io.serai.intake.TooManyJobs;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers whatever a route threw with a problem document. */
public final class ProblemResponse implements Processor {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemResponse.class);

  /**
   * Says when to come back, and what is allowed.
   *
   * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">RateLimit
   *     header fields for HTTP</a>
   */
  private static void tell(Message message, TooManyJobs tooMany) {
    long seconds = tooMany.retryAfter().plusMillis(999).toSeconds();
    message.setHeader("Retry-After", String.valueOf(seconds));
    if (tooMany.window().isZero()) {
      return;
    }
    message.setHeader(
        "RateLimit-Policy",
        "\"tenant\";q=%d;w=%d".formatted(tooMany.limit(), tooMany.window().toSeconds()));
    message.setHeader("RateLimit", "\"tenant\";r=0;t=%d".formatted(seconds));
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    Problem problem = Problem.of(thrown);
    // Of what everybody is told meanwhile, the hub speaks once, where it tries again.
    if (problem.status() >= 500 && problem.status() != 503) {
      LOG.error("request failed", thrown);
    }
    Responses.problem(exchange, problem);
    if (thrown instanceof TooManyJobs tooMany) {
      tell(exchange.getMessage(), tooMany);
    }
  }
}
