package io.serai.recipients;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.fleet.Attempt;
import io.serai.fleet.Choice;
import io.serai.fleet.Dispatch;
import io.serai.fleet.Occupancy;
import io.serai.fleet.Place;
import io.serai.fleet.RunId;
import io.serai.fleet.Score;
import io.serai.job.Deferred;
import io.serai.job.Isolation;
import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.job.Network;
import io.serai.job.Placement;
import io.serai.job.PlacementWish;
import io.serai.job.Usage;
import io.serai.sandbox.NeverRanException;
import io.serai.sandbox.RunResult;
import io.serai.sandbox.SandboxException;
import io.serai.sandbox.UnknownOutcomeException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a job goes on to another place, and when it must not. */
class CourseTest {

  private static final Instant SENT = Instant.EPOCH;
  private static final RunResult DONE = RunResult.printed("1", new Usage(1, 1, 1));

  private final List<Attempt> attempts = new ArrayList<>();
  private final Tally first = new Tally();
  private final Tally second = new Tally();

  @Test
  void goesOnToTheNextWhenTheFirstCertainlyDidNotStartIt() throws Exception {
    Course course = course(false, null);
    send(course);

    assertThat(course.missed(neverRan("full"), at(0))).isTrue();
    assertThat(course.underWay()).isTrue();
    assertThat(String.valueOf(send(course).placement().node())).isEqualTo("b");
    course.answered(DONE, at(0));

    assertThat(course.underWay()).isFalse();
    assertThat(first.turnedAway).isEqualTo(1);
    assertThat(second.answered).isEqualTo(1);
    assertThat(attempts).extracting(Attempt::outcome).containsExactly("full", "succeeded");
  }

  @Test
  void holdsAnUnreachablePlaceAgainstIt() throws Exception {
    Course course = course(false, null);
    send(course);
    course.missed(neverRan("unreachable"), at(0));

    assertThat(first.failed).isEqualTo(1);
  }

  @Test
  void waitsForAJobThatMayHaveStarted() throws Exception {
    Course course = course(false, null);
    send(course);

    assertThat(course.missed(new UnknownOutcomeException("silence", false), at(30))).isFalse();

    assertThat(course.underWay()).isFalse();
    assertThat(course.failure()).isInstanceOf(Deferred.class);
    assertThat(((Deferred) course.failure()).reason().code()).isEqualTo("outcome-unknown");
  }

  @Test
  void givesUpAJobThatMustHaveEndedLongAgo() throws Exception {
    Course course = course(false, null);
    send(course);
    UnknownOutcomeException silence = new UnknownOutcomeException("silence", false);

    assertThat(course.missed(silence, at(62))).isTrue();
    assertThat(course.failure()).isSameAs(silence);
  }

  @Test
  void neverRunsALostJobAgain() throws Exception {
    Course course = course(false, null);
    send(course);
    UnknownOutcomeException lost = new UnknownOutcomeException("node was restarted", true);

    assertThat(course.missed(lost, at(0))).isTrue();
    assertThat(course.failure()).isSameAs(lost);
    assertThat(course.underWay()).isFalse();
  }

  @Test
  void runsALostJobElsewhereWhenThatDoesNoHarm() throws Exception {
    Course course = course(true, null);
    send(course);
    course.missed(new UnknownOutcomeException("silence", false), at(0));
    assertThat(course.underWay()).isTrue();

    send(course);
    course.missed(new SandboxException("no memory"), at(0));
    assertThat(course.failure()).isInstanceOf(Deferred.class).hasMessage("no memory");
  }

  @Test
  void stopsTheLoserOfARace() throws Exception {
    Race race = new Race(Duration.ofNanos(1));
    Course winner = course(true, race);
    Course loser = course(true, race);
    AtomicInteger stops = new AtomicInteger();
    send(winner);
    send(loser);
    loser.begins(stops::incrementAndGet);

    winner.answered(DONE, at(0));
    loser.answered(RunResult.cancelled(), at(0));

    assertThat(stops).hasValue(1);
    assertThat(winner.counts()).isTrue();
    assertThat(loser.counts()).isFalse();
    assertThat(Answers.ordered(List.of(loser, winner)).get(0).run()).isEqualTo(DONE);
  }

  @Test
  void stopsALoserThatHadNotQuiteStarted() throws Exception {
    Race race = new Race(Duration.ofNanos(1));
    Course winner = course(true, race);
    Course loser = course(true, race);
    AtomicInteger stops = new AtomicInteger();
    send(winner);
    send(loser);
    winner.answered(DONE, at(0));

    loser.begins(stops::incrementAndGet);

    assertThat(stops).hasValue(1);
  }

  @Test
  void doesNotBeginARaceThatIsWon() throws Exception {
    Race race = new Race(Duration.ofMinutes(1));
    Course winner = course(true, race);
    Course late = course(true, race);
    send(winner);
    CompletableFuture<@Nullable Choice> begun = CompletableFuture.supplyAsync(() -> next(late));
    winner.answered(DONE, at(0));

    assertThat(begun.get(5, TimeUnit.SECONDS)).isNull();
    assertThat(late.underWay()).isFalse();
  }

  @Test
  void beginsAtOnceWhenTheFirstHasFailed() throws Exception {
    Race race = new Race(Duration.ofMinutes(1));
    Course failing = course(true, race);
    Course next = course(true, race);
    send(failing);
    failing.missed(neverRan("unreachable"), at(0));
    send(failing);
    failing.missed(neverRan("unreachable"), at(0));

    assertThat(CompletableFuture.supplyAsync(() -> next(next)).get(5, TimeUnit.SECONDS))
        .isNotNull();
  }

  private static @Nullable Choice next(Course course) {
    try {
      return course.next();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Choice send(Course course) throws InterruptedException {
    Choice choice = course.next();
    assertThat(choice).isNotNull();
    RunId runId = new RunId(new UUID(0, 1));
    course.sent(new Dispatch(runId, "n", URI.create("https://n"), "t", SENT), System.nanoTime());
    return choice;
  }

  private static NeverRanException neverRan(String code) {
    return new NeverRanException(code, "node says no", Duration.ZERO);
  }

  private static Walked at(long seconds) {
    return new Walked(System.nanoTime(), System.nanoTime(), SENT.plusSeconds(seconds));
  }

  private Course course(boolean idempotent, @Nullable Race race) {
    return new Course(
        job(idempotent),
        "default",
        List.of(choice("a", first), choice("b", second)),
        race,
        attempts::add);
  }

  private static Choice choice(String node, Place place) {
    Placement placement =
        new Placement("t", "aws", "eu", "process", "host", Isolation.PROCESS, node);
    return new Choice(placement, "kamelet:x", URI.create("https://n"), Score.NONE, place, null);
  }

  private static Job job(boolean idempotent) {
    return new Job(
        new JobId(new UUID(0, 1)),
        null,
        idempotent,
        false,
        "t",
        "code",
        Language.PYTHON,
        "1",
        null,
        List.of(),
        new Limits(1_000, 1, 1, 1, 1, 1, 1, 1),
        Network.NONE,
        PlacementWish.ANYWHERE,
        5,
        null,
        null,
        null,
        Map.of());
  }

  /** Counts what a place is told. */
  private static final class Tally implements Place {

    private int answered;
    private int turnedAway;
    private int failed;

    @Override
    public void sent() {}

    @Override
    public void answered(String jobClass, double elapsedMs, double wallMs) {
      answered++;
    }

    @Override
    public void told(Occupancy occupancy) {
      throw new AssertionError("no place was heard");
    }

    @Override
    public void turnedAway() {
      turnedAway++;
    }

    @Override
    public void failed() {
      failed++;
    }

    @Override
    public void abandoned() {}
  }
}
