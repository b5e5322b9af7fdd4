package io.serai.recipients;

import io.serai.sandbox.Answer;
import io.serai.sandbox.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Chooses among what several places made of a job. */
final class Answers {

  private Answers() {}

  /**
   * What the courses came back with, the one that counts first: the winner of a race, else the one
   * that most others agree with.
   */
  static List<Answer> ordered(List<Course> courses) {
    List<Answer> answers = new ArrayList<>();
    List<Answer> counting = new ArrayList<>();
    for (Course course : courses) {
      Answer answer = course.answer();
      if (answer != null) {
        answers.add(answer);
        if (course.counts()) {
          counting.add(answer);
        }
      }
    }
    Answer chosen = null;
    for (Answer each : counting) {
      if (chosen == null || agreeing(each, counting) > agreeing(chosen, counting)) {
        chosen = each;
      }
    }
    if (chosen != null) {
      answers.remove(chosen);
      answers.add(0, chosen);
    }
    return answers;
  }

  private static long agreeing(Answer one, List<Answer> answers) {
    return answers.stream().filter(each -> agree(one.run(), each.run())).count();
  }

  private static boolean agree(RunResult one, RunResult other) {
    return one.status() == other.status()
        && Objects.equals(one.exitCode(), other.exitCode())
        && one.stdout().equals(other.stdout())
        && Objects.equals(one.report().value(), other.report().value());
  }
}
