package io.serai.allowlist;

import io.serai.job.Job;
import io.serai.job.Walk;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes a {@link Job} and leaves it, with its {@link io.serai.job.Grant}; refuses the rest. */
public final class AllowlistProcessor implements Processor {

  private final Allowlist allowlist;

  /** Admits with the given allow-list. */
  public AllowlistProcessor(Allowlist allowlist) {
    this.allowlist = allowlist;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Job job = exchange.getMessage().getMandatoryBody(Job.class);
    exchange.setProperty(Walk.GRANT, allowlist.admit(job));
  }
}
