package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.hub.cli.Serai;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a tenant has sent and got is gone when it is asked for, and another tenant's is not. */
@SuppressWarnings("NullAway.Init") // JUnit opens the database before each test.
class TenantErasureTest extends AccessFixture {

  private static final String MARK = "Kestrel7Quill";
  private static final String ERASURES = "/v1/tenants/acme/erasures";

  /** As if two jobs had been sent weeks ago. */
  private static final String AGE =
      """
      update job_ids set accepted_at = accepted_at - interval '40 days' where id in (%1$s);
      update jobs set accepted_at = accepted_at - interval '40 days' where id in (%1$s);
      update results set accepted_at = accepted_at - interval '40 days' where job_id in (%1$s);
      update walks set accepted_at = accepted_at - interval '40 days' where job_id in (%1$s);
      select add_partition(parent, week, week + interval '168 hours')
      from (select distinct date_bin('7 days', accepted_at, '1970-01-05 00:00:00Z') as week
            from job_ids where id in (%1$s)) as weeks,
           unnest(array['jobs', 'results', 'walks']) as parent;
      """;

  private static final String LEDGER =
      """
      select row_to_json(b)::text from bills b union all select row_to_json(s)::text from spending s order by 1
      """;

  private KeptContent kept;

  @BeforeEach
  void open() throws Exception {
    kept = new KeptContent(keyFile.resolveSibling(""));
  }

  @AfterEach
  void close() throws Exception {
    kept.close();
  }

  @Test
  void leavesNothingOfOneTenantAndAllOfTheOther() throws Exception {
    String old = ended(acme, MARK, "");
    String oldOfOther = ended(globex, "Heron", "");
    String ofOther = ended(globex, "Heron", "");
    ended(acme, MARK, "\"callback\": {\"url\": \"https://localhost/\"},");
    awaitMovedAndAnswered();
    Map<String, JsonNode> before = seen(ofOther, oldOfOther);
    freeze(old, oldOfOther);
    assertThat(kept.tablesWith(MARK))
        .anyMatch(table -> table.startsWith("jobs_"))
        .anyMatch(table -> table.startsWith("results_"))
        .contains("dead_letters");
    assertThat(kept.objectsWith(MARK))
        .anyMatch(name -> name.startsWith("cold/jobs/"))
        .anyMatch(name -> name.startsWith("results/acme/"));
    refusesWhileAJobRuns();
    List<String> ledger = kept.texts(LEDGER);

    assertThat(erase(0, "--dry-run")).contains("objects", "dead_letters").doesNotContain("deleted");
    assertThat(erase(2)).contains("so say --yes");
    assertThat(kept.tablesWith(MARK)).isNotEmpty();
    assertThat(erase(0, "--yes")).contains("cold_jobs", "cold_results", "objects");

    assertThat(kept.tablesWith(MARK)).isEmpty();
    assertThat(kept.objectsWith(MARK)).isEmpty();
    assertThat(kept.objectsWith("results/acme")).isEmpty();
    assertThat(kept.texts(LEDGER)).as("the ledger stays").isEqualTo(ledger);
    assertThat(get("/v1/jobs/" + old, acme).statusCode()).isEqualTo(404);
    assertThat(json(get("/v1/jobs", acme)).path("jobs")).isEmpty();
    restore();
    assertThat(seen(ofOther, oldOfOther)).isEqualTo(before);
    assertAudited();
  }

  @Test
  void cancelsWhatHasNotEndedWhenAskedTo() throws Exception {
    String job = begun();

    assertThat(erase(0, "--yes", "--cancel")).contains("jobs", "results");

    assertThat(get("/v1/jobs/" + job, acme).statusCode()).isEqualTo(404);
    assertThat(json(get(ERASURES, operator)).at("/erasures/0/state").asText()).isEqualTo("erased");
  }

  @Test
  void isForOperatorsOfAllTenants() throws Exception {
    String viewer =
        newKey("looks", null, List.of("viewer", "submitter", "approver"), null)
            .path("key")
            .asText();
    for (String credential : List.of(viewer, acme)) {
      HttpResponse<String> refused = call("POST", ERASURES, null, credential);
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
    }
    HttpResponse<String> unknown = call("POST", "/v1/tenants/acne/erasures", null, operator);
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("unknown-tenant");
  }

  /** A job that carries a word everywhere, and prints it with much else. */
  private static String ended(String credential, String word, String more) throws Exception {
    String job =
        """
        {%2$s "language": "python", "code": "print('%1$s', input() * 20000)", "stdin": "%1$s",
         "idempotencyKey": "%1$s%3$d", "labels": {"word": "%1$s"}}
        """
            .formatted(word, more, System.nanoTime());
    HttpResponse<String> answer = call("POST", "/execute", job, credential);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer).path("jobId").asText();
  }

  private static String begun() throws Exception {
    String job = "{\"language\": \"python\", \"code\": \"import time; time.sleep(50)\"}";
    String id = json(call("POST", "/v1/jobs", job, acme)).path("jobId").asText();
    Awaitility.await()
        .until(() -> json(get("/v1/jobs/" + id, acme)).path("state").asText(), "running"::equals);
    return id;
  }

  private void awaitMovedAndAnswered() {
    Awaitility.await()
        .until(
            () ->
                kept.texts("select keys[1] from moved_results").size() == 4
                    && kept.texts("select 1 from dead_letters").size() == 1
                    && kept.texts("select 1 from walks").size() == 4);
  }

  /** Into cold storage, and out of the database. */
  private void freeze(String... jobs) throws Exception {
    String ids = "'" + String.join("', '", jobs) + "'";
    kept.execute(AGE.formatted(ids));
    Path home = keyFile.resolveSibling("../home");
    Files.writeString(
        home.resolve("policies/retention.yaml"), "default: {jobsDays: 14}\ncold: true\n");
    Awaitility.await()
        .until(
            () ->
                kept.texts("select id from job_ids where id in (" + ids + ")").isEmpty()
                    && json(get("/v1/cold", operator)).path("partitions").size() == 3
                    && kept.texts("select 1 from cold_partitions").isEmpty());
  }

  private static void restore() throws Exception {
    for (JsonNode each : json(get("/v1/cold", operator)).path("partitions")) {
      if (each.path("table").asText().equals("jobs")) {
        String path = "/v1/cold/jobs/" + each.path("starts").asText() + "/restore";
        HttpResponse<String> restored = call("POST", path, null, operator);
        assertThat(json(restored).path("restored")).as(restored.body()).hasSize(3);
      }
    }
  }

  private void refusesWhileAJobRuns() throws Exception {
    String job = begun();
    HttpResponse<String> busy = call("POST", ERASURES, null, operator);
    assertThat(busy.statusCode()).isEqualTo(409);
    assertThat(busy.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(busy.body()).contains("tenant-busy", "1 running", "cancel its jobs");
    assertThat(call("DELETE", "/v1/jobs/" + job, null, acme).statusCode()).isEqualTo(202);
    Awaitility.await()
        .until(
            () -> json(get("/v1/jobs/" + job, acme)).path("state").asText(), "cancelled"::equals);
    Awaitility.await()
        .until(() -> !kept.texts("select 1 from bills where job_id = '" + job + "'").isEmpty());
  }

  /** What a tenant is told of jobs of its own. */
  private static Map<String, JsonNode> seen(String... jobs) throws Exception {
    Map<String, JsonNode> seen = new TreeMap<>();
    for (String job : jobs) {
      String path = "/v1/jobs/" + job;
      ObjectNode whole = (ObjectNode) json(get(path, globex));
      assertThat(whole.at("/result/stdout").asText()).hasSizeGreaterThan(90_000);
      // It is as if it had been sent weeks ago.
      seen.put(path, whole.without("acceptedAt"));
      seen.put(path + "/trace", json(get(path + "/trace", globex)).path("steps"));
    }
    return seen;
  }

  private static void assertAudited() throws Exception {
    JsonNode entries = json(get("/v1/audit?subject=acme", operator)).path("entries");
    JsonNode done = entries.get(0);
    assertThat(done.path("action").asText()).isEqualTo("tenant.erase");
    assertThat(done.path("outcome").asText()).isEqualTo("done");
    assertThat(done.path("actor").asText()).startsWith("key:");
    assertThat(done.path("at").asText()).isNotEmpty();
    assertThat(done.at("/detail/jobs").asText()).isEqualTo("2");
    assertThat(done.at("/detail/cold_jobs").asText()).isEqualTo("1");
  }

  /** What {@code serai tenants erase acme} says, and that it ends with this code. */
  private static String erase(int code, String... options) {
    List<String> command = new ArrayList<>(List.of("tenants", "erase", "acme"));
    command.addAll(List.of(options));
    command.addAll(List.of("--url", hub.uri("").toString(), "--key-file", keyFile.toString()));
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    assertThat(Serai.execute(out, out, command.toArray(String[]::new)))
        .as(said.toString())
        .isEqualTo(code);
    return said.toString();
  }
}
