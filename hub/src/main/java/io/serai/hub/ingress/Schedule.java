package io.serai.hub.ingress;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.serai.access.Principal;
import io.serai.access.Role;
import io.serai.intake.RawMessage;
import io.serai.json.Json;
import io.serai.store.DeadLetter;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * Leaves the {@link RawMessage} of a job whose time has come, or stops the route where it has not.
 * The job's message id is its schedule and its time, so that all hubs together accept it once. A
 * time counts until its job is accepted or is a dead letter; of several, the last does.
 */
final class Schedule implements Processor {

  /** The exchange property that is there when a job has to be offered again. */
  private static final String AGAIN = "serai.schedule.again";

  /** How many fields crontab has; it knows no seconds. */
  private static final int CRONTAB_FIELDS = 5;

  private final String name;
  private final CronExpression times;
  private final ZoneId zone;
  private final Principal sender;
  private final byte[] job;
  private final Clock clock;
  private volatile Instant settled;

  private Schedule(
      String name, CronExpression times, ZoneId zone, Principal sender, byte[] job, Clock clock) {
    this.name = name;
    this.times = times;
    this.zone = zone;
    this.sender = sender;
    this.job = job;
    this.clock = clock;
    this.settled = clock.instant();
  }

  /**
   * A schedule whose first time is the next from now on.
   *
   * @param name tells it from other schedules
   * @param cron five fields as crontab has them, or six, the first of which is seconds
   * @param zone of these fields, such as {@code Europe/Berlin}
   * @param tenant on whose account the job runs
   * @param job the job, in JSON
   * @param clock tells which times have come
   * @throws IllegalArgumentException when one of them is not fit
   */
  static Schedule of(String name, String cron, String zone, String tenant, String job, Clock clock)
      throws JsonProcessingException {
    return new Schedule(
        name,
        times(cron),
        zone(zone),
        new Principal(RawMessage.SCHEDULE + ":" + name, tenant, Set.of(Role.SUBMITTER)),
        Json.MAPPER.writeValueAsBytes(JobText.read(job)),
        clock);
  }

  private static CronExpression times(String cron) {
    String fields = cron.trim();
    boolean crontab = fields.split("\\s+", -1).length == CRONTAB_FIELDS;
    return CronExpression.parse(crontab ? "0 " + fields : fields);
  }

  private static ZoneId zone(String zone) {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "zone '" + zone + "' is unknown; allowed: such as UTC or Europe/Berlin", e);
    }
  }

  @Override
  public void process(Exchange exchange) {
    Instant due = due();
    if (due == null) {
      exchange.setRouteStop(true);
      return;
    }
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onComplete(Exchange ended) {
                if (ended.getProperty(AGAIN) == null) {
                  settled = due;
                }
              }
            });
    new Delivery(new DeadLetter.Origin(name, due.toString(), 1), Map.of(), List.of())
        .note(exchange);
    exchange.getMessage().removeHeaders("*");
    exchange.getMessage().setBody(message(due));
  }

  /** The last of its times that are not settled; null while there is none. */
  private @Nullable Instant due() {
    ZonedDateTime now = clock.instant().atZone(zone);
    ZonedDateTime last = null;
    ZonedDateTime next = times.next(settled.atZone(zone));
    while (next != null && !next.isAfter(now)) {
      last = next;
      next = times.next(next);
    }
    return last == null ? null : last.toInstant();
  }

  private RawMessage message(Instant due) {
    return new RawMessage(
        sender,
        RawMessage.SCHEDULE,
        job,
        "application/json",
        Map.of(),
        String.join(":", RawMessage.SCHEDULE, name, due.toString()),
        null);
  }
}
