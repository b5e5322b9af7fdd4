package io.serai.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.hub.config.HubConfig;
import io.serai.hub.dispatch.Dispatcher;
import io.serai.hub.http.SessionRequests;
import io.serai.hub.sandbox.Sessions;
import io.serai.intake.Admission;
import io.serai.intake.CellReader;
import io.serai.intake.Identifiers;
import io.serai.intake.Intake;
import io.serai.intake.IntakeProcessor;
import io.serai.intake.IntakeRules;
import io.serai.json.Json;
import io.serai.policy.Policies;
import io.serai.policy.PolicyStore;
import io.serai.policy.SandboxPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;

/** The beans that read what arrives: jobs, and the openings and cells of sessions. */
final class IntakeWiring {

  private final HubConfig config;
  private final PolicyStore policies;
  private final Stores stores;

  IntakeWiring(HubConfig config, PolicyStore policies, Stores stores) {
    this.config = config;
    this.policies = policies;
    this.stores = stores;
  }

  void jobs(Beans.Builder beans, QueueWiring queue, Dispatcher dispatcher, Clock clock) {
    Admission admission =
        new Admission(
            tenant -> policies.current().tenants().of(tenant),
            stores.jobs()::waiting,
            dispatcher::hubs,
            queue.budgets(),
            clock);
    beans.add(
        "intake",
        new IntakeProcessor(
            intake("job.schema.json", clock),
            stores.jobs(),
            queue.slots(),
            queue.doors(),
            admission,
            queue.shares()));
  }

  void sessions(Beans.Builder beans, Sessions sessions) {
    CellReader cells =
        new CellReader(
            schema("cell.schema.json"), () -> policies.current().sandbox().maxBodyBytes());
    beans.add(
        "sessionRequests",
        new SessionRequests(sessions, intake("session.schema.json", Clock.systemUTC()), cells));
  }

  private Intake intake(String schema, Clock clock) {
    return new Intake(
        schema(schema), () -> rules(policies.current()), new Identifiers(clock), clock);
  }

  private static IntakeRules rules(Policies policies) {
    SandboxPolicy sandbox = policies.sandbox();
    return new IntakeRules(
        sandbox.defaults(),
        sandbox.maxBodyBytes(),
        sandbox.maxCodeBytes(),
        sandbox.maxFiles(),
        sandbox.maxFileBytes(),
        policies.allowlist().tenants().keySet(),
        policies.webhooks().callbacks());
  }

  private JsonNode schema(String name) {
    Path file = config.home().resolve("routes/10-intake").resolve(name);
    try {
      return Json.MAPPER.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("schema '" + file + "' cannot be read", e);
    }
  }
}
