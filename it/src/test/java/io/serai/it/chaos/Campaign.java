package io.serai.it.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Jobs by every ingress, while one fault strikes after the other. */
final class Campaign {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int BETWEEN_FAULTS_MS = Integer.getInteger("serai.chaos.rest-ms", 3_000);
  private static final int DISK_MIB = 320;
  private static final int DISK_JOBS_A_MIB = 60;

  private final int jobs;
  private final int perSecond;
  private final long seed;
  private final Random random;
  private final Answers answers = new Answers();
  private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);

  /**
   * A campaign, not yet begun.
   *
   * @param jobs how many are sent to each ingress
   * @param perSecond how many each second at most
   * @param seed of its chance
   */
  Campaign(int jobs, int perSecond, long seed) {
    this.jobs = jobs;
    this.perSecond = perSecond;
    this.seed = seed;
    this.random = new Random(seed);
    for (Fault fault : Fault.values()) {
      struck.put(fault, 0);
    }
  }

  /** Sends, breaks, mends, waits for the last answer, and tells what came of it. */
  Report run(Path directory) throws Exception {
    long begun = System.nanoTime();
    try (Estate estate = Estate.start(directory, DISK_MIB + 3 * jobs / DISK_JOBS_A_MIB)) {
      List<Sending> sendings =
          Stream.of(
                  new OverHttp(estate::executes, answers),
                  new OverRabbitmq(estate.rabbitmq().uri(), answers),
                  new OverKafka(estate.kafkaBootstrap(), answers))
              .map(producer -> new Sending(producer, jobs, perSecond))
              .toList();
      strikeUntilSent(estate, sendings);
      for (Sending sending : sendings) {
        sending.requireSent();
      }
      awaitQuiet(estate, sendings);
      Report report =
          new Report(
              seed,
              Duration.ofNanos(System.nanoTime() - begun),
              struck,
              sendings.stream().map(each -> Report.Ingress.of(each, answers)).toList(),
              Books.read(estate.postgres().jdbcUrl()),
              Bills.read(estate.postgres().jdbcUrl()));
      sendings.forEach(Sending::close);
      return report;
    }
  }

  private void strikeUntilSent(Estate estate, List<Sending> sendings) throws Exception {
    do {
      List<Fault> round = new ArrayList<>(Arrays.asList(Fault.values()));
      Collections.shuffle(round, random);
      for (Fault fault : round) {
        Fault.rest(random, BETWEEN_FAULTS_MS);
        fault.strike(estate, random);
        struck.merge(fault, 1, Integer::sum);
      }
    } while (!sendings.stream().allMatch(Sending::isDone));
  }

  /**
   * Until every job is answered and billed, and nothing is owed; what is not by then shows in the
   * report.
   */
  private void awaitQuiet(Estate estate, List<Sending> sendings) {
    List<Ticket> all = sendings.stream().flatMap(each -> each.tickets().stream()).toList();
    try {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .ignoreExceptions()
          .until(() -> answers.allHeard(all) && isSettled(estate));
    } catch (ConditionTimeoutException e) {
      System.err.println("campaign: not everything was settled within " + PATIENCE);
    }
  }

  private static boolean isSettled(Estate estate) throws Exception {
    Books books = Books.read(estate.postgres().jdbcUrl());
    Bills bills = Bills.read(estate.postgres().jdbcUrl());
    return books.waiting() == 0 && books.owed() == 0 && bills.missing() == 0;
  }
}
