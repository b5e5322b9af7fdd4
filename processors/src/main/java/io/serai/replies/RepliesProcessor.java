package io.serai.replies;

import io.serai.job.Reply;
import io.serai.job.TraceContext;
import io.serai.store.Outbox;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Takes an {@link Outbox.Entry}; leaves the result as JSON, with the transport and the sender's
 * words as exchange properties.
 */
public final class RepliesProcessor implements Processor {

  /** {@code rabbitmq}, {@code kafka} or {@code callback}. */
  public static final String TRANSPORT = "serai.reply.transport";

  /**
   * The reply queue the sender named, or the URL of the callback; absent means the transport's
   * results exchange or topic.
   */
  public static final String ADDRESS = "serai.reply.address";

  /** The sender's correlation id; absent where it sent none. */
  public static final String CORRELATION_ID = "serai.reply.correlation-id";

  /** The job that is answered, as text. */
  public static final String JOB_ID = "serai.reply.job-id";

  /** Whose job is answered. */
  public static final String TENANT = "serai.reply.tenant";

  /**
   * The reply's own identity, the same each time it is sent, so that receivers can tell repeats.
   */
  public static final String MESSAGE_ID = "serai.reply.message-id";

  /** The span in which it is sent, a {@link TraceContext}; absent for none. */
  public static final String WITHIN = "serai.reply.within";

  /** The headers that go along with a reply, to say in which span it is sent. */
  public static Map<String, String> traceHeaders(Exchange exchange) {
    TraceContext within = exchange.getProperty(WITHIN, TraceContext.class);
    return within == null ? Map.of() : within.headers();
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Outbox.Entry entry = exchange.getMessage().getMandatoryBody(Outbox.Entry.class);
    Reply reply = entry.reply();
    exchange.setProperty(TRANSPORT, reply.transport());
    exchange.setProperty(ADDRESS, reply.address());
    exchange.setProperty(CORRELATION_ID, reply.correlationId());
    exchange.setProperty(JOB_ID, entry.jobId().toString());
    exchange.setProperty(TENANT, entry.tenant());
    exchange.setProperty(MESSAGE_ID, entry.jobId() + "-" + reply.digest());
    exchange.getMessage().setBody(entry.body());
  }
}
