package io.serai.hub.cli;

import io.serai.hub.client.Samples;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One picture of a hub: what waits, what runs, where, for whom, and what came of it since the
 * picture before.
 *
 * @param before what was counted then
 * @param now what is counted now
 * @param seconds between the two
 */
record TopFrame(Samples before, Samples now, double seconds) {

  private static final int MOST_TENANTS = 10;

  @Override
  public String toString() {
    return waiting() + "\n" + rates() + "\n" + places() + "\n" + pools() + "\n" + tenants();
  }

  private String waiting() {
    Table table =
        new Table(
            "waiting", "put off", "running", "free", "oldest s", "owed", "approvals", "letters");
    table.row(
        count("queue_length"),
        count("queue_put_off"),
        count("agent_active_count"),
        count("run_slots_free"),
        count("queue_oldest_seconds"),
        count("outbox_length"),
        count("approvals_waiting"),
        count("dead_letters"));
    return table
        + (now.sum("edit_refused") > 0 ? "an edit is refused: ./serai validate says why\n" : "");
  }

  private String rates() {
    Table table = new Table("jobs", "a second", "in all");
    now.by("jobs_total", "status")
        .forEach(
            (status, jobs) ->
                table.row(
                    status, rate(jobs, before.by("jobs_total", "status"), status), whole(jobs)));
    return table.toString();
  }

  private String places() {
    Map<String, Double> nodes = now.by("nodes", "cloud");
    Map<String, Double> sent = now.by("placements_total", "cloud");
    Map<String, Double> clouds = new TreeMap<>(nodes);
    sent.forEach((cloud, jobs) -> clouds.putIfAbsent(cloud, 0.0));
    Table table = new Table("cloud", "nodes", "jobs a second", "in all");
    clouds.forEach(
        (cloud, count) ->
            table.row(
                cloud,
                whole(count),
                rate(sent.getOrDefault(cloud, 0.0), before.by("placements_total", "cloud"), cloud),
                whole(sent.getOrDefault(cloud, 0.0))));
    return table.toString();
  }

  private String pools() {
    Table table = new Table("provider", "sandboxes that wait");
    now.by("sandboxes_waiting", "provider")
        .forEach((provider, count) -> table.row(provider, whole(count)));
    return table.toString();
  }

  /** Those that cost most, first. */
  private String tenants() {
    Map<String, Double> spent = now.by("budget_spent_ratio", "tenant");
    Table table = new Table("tenant", "cost", "of its budget");
    now.by("job_cost_total", "tenant").entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(MOST_TENANTS)
        .forEach(
            each ->
                table.row(
                    each.getKey(),
                    String.format(Locale.ROOT, "%.6f", each.getValue()),
                    spent.containsKey(each.getKey())
                        ? String.format(Locale.ROOT, "%.0f %%", 100 * spent.get(each.getKey()))
                        : "-"));
    return table.toString();
  }

  private String count(String metric) {
    return whole(now.sum(metric));
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  private String rate(double value, Map<String, Double> earlier, String of) {
    double more = value - earlier.getOrDefault(of, 0.0);
    return String.format(Locale.ROOT, "%.1f", Math.max(0, more) / seconds);
  }
}
