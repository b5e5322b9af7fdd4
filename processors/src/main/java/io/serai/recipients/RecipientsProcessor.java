package io.serai.recipients;

import io.serai.fleet.Attempt;
import io.serai.fleet.Decision;
import io.serai.job.Job;
import io.serai.job.Walk;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes a {@link Job}; leaves the {@link Course} it takes, or a list of them. */
public final class RecipientsProcessor implements Processor {

  @Override
  public void process(Exchange exchange) throws Exception {
    Job job = exchange.getMessage().getMandatoryBody(Job.class);
    Decision decision = exchange.getProperty(Walk.DECISION, Decision.class);
    Collection<Attempt> attempts = new ConcurrentLinkedQueue<>();
    List<Course> courses = Courses.of(job, decision, attempts::add);
    exchange.setProperty(Walk.ATTEMPTS, attempts);
    exchange.setProperty(Walk.SEVERAL, courses.size() > 1);
    exchange.getMessage().setBody(courses.size() == 1 ? courses.get(0) : courses);
  }
}
