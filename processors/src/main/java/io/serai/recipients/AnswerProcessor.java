package io.serai.recipients;

import io.serai.job.Walk;
import io.serai.sandbox.Answer;
import io.serai.sandbox.RunResult;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes the courses that have ended; leaves the {@link RunResult} that counts. */
public final class AnswerProcessor implements Processor {

  @Override
  public void process(Exchange exchange) {
    List<Course> courses = courses(exchange.getMessage().getBody());
    List<Answer> answers = Answers.ordered(courses);
    if (answers.isEmpty()) {
      throw failure(courses);
    }
    exchange.setProperty(Walk.PLACEMENT, answers.get(0).placement());
    exchange.setProperty(Walk.ANSWERS, courses.size() > 1 ? answers : List.of());
    exchange.getMessage().setBody(answers.get(0).run());
  }

  private static List<Course> courses(Object body) {
    return body instanceof List<?> several
        ? several.stream().map(Course.class::cast).toList()
        : List.of((Course) body);
  }

  private static RuntimeException failure(List<Course> courses) {
    for (Course course : courses) {
      RuntimeException failure = course.failure();
      if (failure != null) {
        return failure;
      }
    }
    return new IllegalStateException("no course of the job has an answer or a failure");
  }
}
