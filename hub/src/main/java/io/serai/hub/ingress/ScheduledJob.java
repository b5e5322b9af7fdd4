package io.serai.hub.ingress;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Clock;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** A {@link Schedule} as a kamelet makes it: of properties, one by one, and then opened. */
public final class ScheduledJob implements Processor {

  private String name = "";
  private String cron = "";
  private String zone = "";
  private String tenant = "";
  private String job = "";
  private @Nullable Schedule schedule;

  /** What tells it from other schedules. */
  public void setName(String name) {
    this.name = name;
  }

  /** Five fields as crontab has them, or six, the first of which is seconds. */
  public void setCron(String cron) {
    this.cron = cron;
  }

  /** The time zone of these fields, such as {@code Europe/Berlin}. */
  public void setZone(String zone) {
    this.zone = zone;
  }

  /** On whose account the job runs. */
  public void setTenant(String tenant) {
    this.tenant = tenant;
  }

  /** The job, in JSON. */
  public void setJob(String job) {
    this.job = job;
  }

  /**
   * Makes the schedule of what was set.
   *
   * @throws IllegalArgumentException when something of it is not fit
   */
  public void open() throws JsonProcessingException {
    schedule = Schedule.of(name, cron, zone, tenant, job, Clock.systemUTC());
  }

  @Override
  public void process(Exchange exchange) {
    Objects.requireNonNull(schedule, "schedule is not open").process(exchange);
  }
}
