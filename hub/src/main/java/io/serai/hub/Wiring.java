package io.serai.hub;

import io.serai.allowlist.AllowlistProcessor;
import io.serai.approval.Approval;
import io.serai.approval.KnownImages;
import io.serai.costs.CostsProcessor;
import io.serai.hub.access.Access;
import io.serai.hub.callback.CallbackReply;
import io.serai.hub.callback.CallbackSender;
import io.serai.hub.config.HubConfig;
import io.serai.hub.diff.DryWalk;
import io.serai.hub.dispatch.DispatchProcessor;
import io.serai.hub.dispatch.Dispatcher;
import io.serai.hub.dispatch.EachStoreAlone;
import io.serai.hub.dispatch.RunningJobs;
import io.serai.hub.engine.EngineComponents;
import io.serai.hub.http.AuditRequests;
import io.serai.hub.http.AwaitProcessor;
import io.serai.hub.http.ColdRequests;
import io.serai.hub.http.CostRequests;
import io.serai.hub.http.DeadLetterRequests;
import io.serai.hub.http.DiffRequests;
import io.serai.hub.http.Health;
import io.serai.hub.http.HttpContract;
import io.serai.hub.http.HttpMessageProcessor;
import io.serai.hub.http.JobRequests;
import io.serai.hub.http.KeyRequests;
import io.serai.hub.http.ProblemResponse;
import io.serai.hub.http.ResultResponse;
import io.serai.hub.http.ServedOperation;
import io.serai.hub.http.TenantRequests;
import io.serai.hub.http.TraceRequests;
import io.serai.hub.http.VersionRequests;
import io.serai.hub.http.WaitingRoom;
import io.serai.hub.ingress.DeadLetterProcessor;
import io.serai.hub.ingress.DeadLetterReply;
import io.serai.hub.ingress.KafkaClients;
import io.serai.hub.ingress.KafkaCommit;
import io.serai.hub.ingress.KafkaHeaders;
import io.serai.hub.ingress.KafkaMessageProcessor;
import io.serai.hub.ingress.KafkaReply;
import io.serai.hub.ingress.MessageFault;
import io.serai.hub.ingress.RabbitMessageProcessor;
import io.serai.hub.ingress.RabbitProperties;
import io.serai.hub.ingress.RabbitReply;
import io.serai.hub.ingress.RabbitRequeue;
import io.serai.hub.kubernetes.Kubernetes;
import io.serai.hub.policy.KeptPolicies;
import io.serai.hub.policy.PoliciesProcessor;
import io.serai.hub.remote.NodeOutcome;
import io.serai.hub.replay.ReplayRequests;
import io.serai.hub.sandbox.Sessions;
import io.serai.hub.sender.Senders;
import io.serai.hub.trace.StageTimer;
import io.serai.hub.webhook.WebhookDoors;
import io.serai.hub.webhook.WebhookProcessor;
import io.serai.policy.PolicyStore;
import io.serai.policy.WebhookPolicy;
import io.serai.recipients.AnswerProcessor;
import io.serai.recipients.RecipientsProcessor;
import io.serai.recipients.RequeueProcessor;
import io.serai.recipients.SendingProcessor;
import io.serai.recipients.SentProcessor;
import io.serai.replies.RepliesProcessor;
import io.serai.results.Completions;
import io.serai.results.ResultsProcessor;
import io.serai.router.Fleet;
import io.serai.router.RouterProcessor;
import io.serai.router.Scheduler;
import io.serai.router.TargetState;
import io.serai.sandbox.docker.Engine;
import io.serai.sandbox.docker.Orphans;
import io.serai.traces.EndedWalkProcessor;
import io.serai.traces.TraceExport;
import io.serai.traces.TracesProcessor;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Binds every bean the routes name. Each method is one part of a job's walk. */
final class Wiring {

  private final HubConfig config;
  private final HttpContract contract;
  private final PolicyStore policies;
  private final Stores stores;
  private final KeptPolicies kept;
  private final ModerationWiring moderation;
  private final Beans.Builder beans = Beans.builder();

  Wiring(
      HubConfig config,
      HttpContract contract,
      PolicyStore policies,
      Stores stores,
      MetricsWiring metrics) {
    this.config = config;
    this.contract = contract;
    this.policies = policies;
    this.stores = stores;
    this.kept = new KeptPolicies(policies, stores.versions());
    this.moderation = new ModerationWiring(config, policies);
    metrics.bind(beans);
  }

  Beans beans() {
    return beans.build();
  }

  Wiring sessions(Sessions sessions) {
    new IntakeWiring(config, policies, stores).sessions(beans, sessions);
    beans.add(
        "tenantRequests",
        new TenantRequests(
            stores.erasures(),
            stores.cold(),
            sessions,
            () -> policies.current().allowlist().tenants().keySet()));
    return this;
  }

  Wiring intake(QueueWiring queue, Dispatcher dispatcher, Clock clock) {
    new IntakeWiring(config, policies, stores).jobs(beans, queue, dispatcher, clock);
    beans.add("dispatch", new DispatchProcessor(dispatcher));
    return this;
  }

  Wiring stages(TargetState targets, Fleet fleet) {
    Scheduler scheduler = new Scheduler(targets, fleet, ThreadLocalRandom::current);
    moderation.bind(beans);
    beans.add("allowlist", new AllowlistProcessor());
    beans.add("router", new RouterProcessor(scheduler, stores.placements(), Clock.systemUTC()));
    beans.add("stageTimer", new StageTimer());
    return this;
  }

  /** What each walk goes by, and what is known of it. */
  Wiring versions() {
    beans.add("policies", new PoliciesProcessor(policies::current, kept));
    beans.add("versionRequests", new VersionRequests(stores.versions()));
    beans.add(
        "diffRequests",
        new DiffRequests(
            policies,
            stores.recorded(),
            new DryWalk.Stages(
                moderation.apart(),
                new Approval(stores.approvals(), new KnownImages(stores.images())),
                kept,
                stores.placements()),
            Clock.systemUTC()));
    return this;
  }

  Wiring approval(ApprovalWiring approval) {
    approval.bind(beans);
    return this;
  }

  /** What takes a job from place to place; {@code threads} run several copies of one at once. */
  Wiring recipients(ExecutorService threads, Clock clock) {
    beans.add("recipients", new RecipientsProcessor());
    beans.add("sending", new SendingProcessor(stores.jobs(), stores.placements(), clock));
    beans.add("sent", new SentProcessor(stores.placements(), clock));
    beans.add("answer", new AnswerProcessor());
    beans.add("nodeOutcome", new NodeOutcome());
    beans.add("courses", threads);
    beans.add(
        "requeue",
        new RequeueProcessor(stores.jobs(), () -> policies.current().router().patienceMs(), clock));
    return this;
  }

  Wiring records(Completions completions, TraceExport export, Clock clock) {
    beans.add(
        "results",
        new ResultsProcessor(
            stores.jobs(),
            completions,
            (target, usage) ->
                policies.current().pricing().at(clock.instant()).price(target, usage)));
    beans.add("eachStoreAlone", new EachStoreAlone());
    beans.add("traces", new TracesProcessor(stores.traces()));
    beans.add("costs", new CostsProcessor(stores.costs()));
    beans.add("endedWalk", new EndedWalkProcessor(export, clock));
    beans.add("replies", new RepliesProcessor());
    return this;
  }

  Wiring http(Dispatcher dispatcher, RunningJobs running, Completions completions, Health health) {
    // No route names it: Camel finds it by its type.
    beans.add("servedOperation", new ServedOperation(contract));
    beans.add("waitingRoom", new WaitingRoom(config.http().maxWaiting()));
    beans.add("httpMessage", new HttpMessageProcessor());
    beans.add("await", new AwaitProcessor(completions, dispatcher));
    beans.add("resultResponse", new ResultResponse());
    beans.add("problemResponse", new ProblemResponse());
    beans.add(
        "jobRequests",
        new JobRequests(
            stores.jobs(),
            stores.placements(),
            running,
            completions,
            stores.audit(),
            () -> policies.current().pricing().nothing()));
    beans.add(
        "traceRequests", new TraceRequests(stores.jobs(), stores.traces(), stores.placements()));
    beans.add("deadLetterRequests", new DeadLetterRequests(stores.deadLetters(), stores.audit()));
    beans.add(
        "replayRequests",
        new ReplayRequests(stores.jobs(), stores.replays(), kept, stores.audit()));
    beans.add("health", health);
    return this;
  }

  Wiring access(Access access, Clock clock) {
    beans.add("keyRequests", new KeyRequests(access.keys(), clock));
    beans.add("costRequests", new CostRequests(stores.costs(), clock));
    beans.add("auditRequests", new AuditRequests(stores.audit()));
    beans.add(
        "coldRequests", new ColdRequests(stores.cold(), stores.retention(), stores.audit(), clock));
    return this;
  }

  Wiring queues() {
    Senders senders =
        new Senders(() -> policies.current().senders(), config.secrets(), Clock.systemUTC());
    beans.add("rabbitProperties", new RabbitProperties());
    beans.add("rabbitRequeue", RabbitRequeue.interceptor());
    beans.add("rabbitMessage", new RabbitMessageProcessor(senders, config.rabbitmq().proof()));
    beans.add("rabbitReply", new RabbitReply());
    beans.add("kafkaHeaders", new KafkaHeaders());
    beans.add("kafkaClients", new KafkaClients(config.kafka().security()));
    beans.add("kafkaMessage", new KafkaMessageProcessor(senders, config.kafka().proof()));
    beans.add("kafkaReply", new KafkaReply());
    beans.add("kafkaCommit", new KafkaCommit());
    beans.add(
        "deadLetter", new DeadLetterProcessor(stores.deadLetters(), config.tries().messages()));
    beans.add("deadLetterReply", new DeadLetterReply());
    beans.add("messageFault", new MessageFault());
    beans.add("messageTries", MessageFault.tries(config.tries().messages()));
    return this;
  }

  /** What the routes that watch the engine use. */
  Wiring engine(Engine engine, Clock clock) {
    beans.add("engine", engine);
    beans.add("orphans", new Orphans(clock));
    beans.add("engineComponent", new EngineComponents(engine.housekeeping()));
    return this;
  }

  /** What takes webhooks and posts results; the sender is closed by whoever made it. */
  Wiring webhooks(CallbackSender sender, Clock clock) {
    Supplier<WebhookPolicy> policy = () -> policies.current().webhooks();
    WebhookDoors doors = new WebhookDoors();
    // No route names it: Camel finds it by its type.
    beans.add("webhookDoors", doors);
    beans.add("webhook", new WebhookProcessor(policy, doors, config.secrets(), clock));
    beans.add(
        "callbackReply",
        new CallbackReply(() -> policy.get().callbacks(), config.secrets(), clock));
    beans.add("callbackSender", sender);
    return this;
  }

  /** What runs jobs, here and on nodes. */
  Wiring runs(RunComponents components) {
    beans.add("runComponents", components);
    return this;
  }

  /** What the kamelet of Kubernetes makes its own beans with. */
  Wiring clusters(Kubernetes kubernetes) {
    beans.add("kubernetes", kubernetes);
    return this;
  }
}
