package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.serai.hub.embedded.AmqpServer;
import io.serai.hub.embedded.KafkaServer;
import io.serai.hub.embedded.PostgresServer;
import io.serai.it.OtlpReceiver.Received;
import io.serai.it.OtlpReceiver.Trace;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One trace of a job: from its producer over queue or HTTP and through the hub to a node. */
@SuppressWarnings("NullAway.Init") // JUnit starts hub and node before the first test.
class TracingTest extends HttpCalls {

  private static final String PRODUCER = "b7ad6b7169203331";
  private static final String EARLY = "e457b5a2e4d86bd198b6d1c0a6f6e8a1";
  private static final int MORE_THAN_FIT = 12;
  private static final int STAGES = 5;
  private static final String JOB = "{'language':'python','code':'print(6 * 7)'}";

  private static final String POLICY =
      """
      clouds: { aws: [eu-west-1] }
      weights: { latency: 1, price: 0, load: 1, preference: 0 }
      choices: 2
      patienceMs: 30000
      targets:
        - { name: aws, endpoint: 'kamelet:sandbox-node-sink', provider: process, cloud: aws,
            region: eu-west-1, isolation: process, images: { python: [host] }, capacity: 4,
            preference: 0, distanceMs: 20, coldStartMs: 100, registered: true }
      """;

  private static PostgresServer postgres;
  private static AmqpServer broker;
  private static KafkaServer kafka;
  private static OtlpReceiver receiver;
  private static NodeProcess node;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    receiver = OtlpReceiver.start();
    broker = AmqpServer.start(directory.resolve("amqp"));
    kafka = KafkaServer.start(directory.resolve("kafka"));
    postgres = PostgresServer.start(directory.resolve("postgres"));
    Certificates.hub(directory);
    Certificates.node(directory, "aws-1", "127.0.0.2");
    Map<String, String> settings = settings(directory, "hub");
    settings.put("serai.ingress.rabbitmq", "true");
    settings.put("serai.rabbitmq.uri", broker.uri());
    settings.put("serai.ingress.kafka", "true");
    settings.put("serai.kafka.bootstrap", kafka.bootstrap());
    hub = StartedHub.launch(home(directory), directory.resolve("hub"), settings);
    hub.awaitReady();
    // Until its hub knows a node, a job is walked again and again.
    hub.post(
        "/v1/jobs",
        quoted(JOB),
        "Content-Type",
        "application/json",
        "traceparent",
        traceparent(EARLY));
    node = NodeProcess.start("aws-1", directory.resolve("node"), settings(directory, "aws-1"));
    ok(JOB);
  }

  private static Map<String, String> settings(Path directory, String name) {
    Map<String, String> settings = new HashMap<>(Certificates.settings(directory, name));
    settings.put("serai.database.url", postgres.jdbcUrl());
    settings.put("serai.docker.host", "");
    settings.put("serai.otlp.endpoint", receiver.url());
    return settings;
  }

  private static Path home(Path directory) throws Exception {
    Path home = directory.resolve("home");
    Homes.copy(home, POLICY);
    return home;
  }

  @AfterAll
  static void stopTheRest() {
    hub.close();
    node.close();
    postgres.close();
    broker.close();
    kafka.close();
    receiver.close();
  }

  @Test
  void followsAJobFromHttpToItsNode() throws Exception {
    String trace = "0af7651916cd43dd8448eb211c80319c";

    HttpResponse<String> answer =
        hub.post(
            "/execute",
            quoted(JOB),
            "Content-Type",
            "application/json",
            "traceparent",
            traceparent(trace),
            "tracestate",
            JobTrace.STATE);

    assertThat(json(answer).path("stdout").asText()).as(answer.body()).isEqualTo("42\n");
    JobTrace.assertWhole(receiver, trace, PRODUCER, SpanKind.SPAN_KIND_SERVER);
    assertThat(receiver.trace(trace).span("job").attributes())
        .containsEntry("http.request.method", "POST")
        .containsEntry("http.route", "/execute");
  }

  @Test
  void followsAJobFromRabbitmqToItsNodeAndBack() throws Exception {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(broker.uri());
    try (Connection connection = factory.newConnection()) {
      Channel channel = connection.createChannel();
      String answers = channel.queueDeclare().getQueue();
      channel.basicPublish(
          "",
          "serai.jobs",
          new BasicProperties.Builder()
              .headers(Map.of("traceparent", traceparent(trace), "tracestate", JobTrace.STATE))
              .replyTo(answers)
              .build(),
          quoted(JOB).getBytes(StandardCharsets.UTF_8));

      JobTrace.assertWhole(receiver, trace, PRODUCER, SpanKind.SPAN_KIND_CONSUMER, "reply");
      GetResponse answer =
          Awaitility.await().until(() -> channel.basicGet(answers, true), Objects::nonNull);
      Received reply = receiver.trace(trace).span("reply");
      assertThat(answer.getProps().getHeaders())
          .hasEntrySatisfying("traceparent", is("00-" + trace + "-" + reply.id() + "-01"))
          .hasEntrySatisfying("tracestate", is(JobTrace.STATE));
      assertThat(reply.kind()).isEqualTo(SpanKind.SPAN_KIND_PRODUCER);
    }
  }

  @Test
  void followsACloudEventFromItsMaker() throws Exception {
    String trace = "a3ce929d0e0e47364bf92f3577b34da6";

    HttpResponse<String> answer =
        hub.post(
            "/execute",
            quoted(
                "{'specversion':'1.0','id':'1','source':'/shop','type':'job','traceparent':'"
                    + traceparent(trace)
                    + "','tracestate':'"
                    + JobTrace.STATE
                    + "','datacontenttype':'application/json','data':"
                    + JOB
                    + "}"),
            "Content-Type",
            "application/cloudevents+json");

    assertThat(json(answer).path("traceId").asText()).as(answer.body()).isEqualTo(trace);
    JobTrace.assertWhole(receiver, trace, PRODUCER, SpanKind.SPAN_KIND_SERVER);
  }

  @Test
  void followsAJobFromKafkaToItsNodeAndBack() throws Exception {
    String trace = "80e1afed08e019fc1110464cfa66635c";
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      ProducerRecord<byte[], byte[]> message =
          new ProducerRecord<>("serai.jobs", quoted(JOB).getBytes(StandardCharsets.UTF_8));
      message.headers().add("traceparent", traceparent(trace).getBytes(StandardCharsets.UTF_8));
      message.headers().add("tracestate", JobTrace.STATE.getBytes(StandardCharsets.UTF_8));
      producer.send(message).get();

      JobTrace.assertWhole(receiver, trace, PRODUCER, SpanKind.SPAN_KIND_CONSUMER, "reply");
    }
  }

  @Test
  void leavesNoSpanWithoutItsParent() throws Exception {
    execute("{'language':'python','code':'import sys; sys.exit(3)'}");
    execute("{'language':'python','code':'import time; time.sleep(9)','limits':{'timeoutMs':300}}");
    execute("{'language':'node','code':'1'}");
    execute("{'language':'python','code':'1','placement':{'clouds':['gcp']}}");
    ExecutorService senders = Executors.newFixedThreadPool(MORE_THAN_FIT);
    List<Future<HttpResponse<String>>> sent = new ArrayList<>();
    for (int i = 0; i < MORE_THAN_FIT; i++) {
      sent.add(
          senders.submit(
              () -> execute("{'language':'python','code':'import time; time.sleep(1)'}")));
    }
    for (Future<HttpResponse<String>> each : sent) {
      assertThat(json(each.get()).path("status").asText()).isEqualTo("succeeded");
    }
    senders.shutdown();

    Awaitility.await("every job's span")
        .untilAsserted(
            () -> assertThat(receiver.traces()).allMatch(each -> each.names().contains("job")));
    assertThat(receiver.traces()).hasSizeGreaterThan(MORE_THAN_FIT);
    assertThat(receiver.traces()).allSatisfy(each -> assertThat(each.orphans(PRODUCER)).isEmpty());
  }

  @Test
  void showsThatAJobWasTreatedAsTheOneBeforeIt() throws Exception {
    JsonNode first = steps("{'language':'python','code':'print(6 * 7)','stdin':'1'}");
    JsonNode second = steps("{'language':'python','code':'print(6 * 7)','stdin':'1'}");
    JsonNode other = steps("{'language':'python','code':'print(6 * 7)','stdin':'2'}");

    assertThat(digests(first, "inputDigest"))
        .hasSize(STAGES)
        .isEqualTo(digests(second, "inputDigest"));
    assertThat(digests(first, "outputDigest")).isEqualTo(digests(second, "outputDigest"));
    assertThat(digests(first, "inputDigest").subList(1, STAGES))
        .isEqualTo(digests(first, "outputDigest").subList(0, STAGES - 1));
    assertThat(digests(first, "inputDigest"))
        .doesNotContainAnyElementsOf(digests(other, "inputDigest"));
  }

  private static JsonNode steps(String job) throws Exception {
    String id = ok(job).path("jobId").asText();
    return Awaitility.await("the steps of job " + id)
        .until(
            () -> json(hub.get("/v1/jobs/" + id + "/trace")).path("steps"),
            each -> !each.isEmpty());
  }

  /** Those that are well-formed. */
  private static List<String> digests(JsonNode steps, String field) {
    return steps.findValuesAsText(field).stream()
        .filter(each -> each.matches("sha256:[0-9a-f]{64}"))
        .toList();
  }

  @Test
  void keepsTheWalksAfterWhichAJobWaitedAgain() {
    Trace trace =
        Awaitility.await("the job that was there before the node")
            .until(() -> receiver.trace(EARLY), each -> each.names().contains("job"));

    assertThat(Collections.frequency(trace.names(), "router")).isGreaterThan(1);
    assertThat(Collections.frequency(trace.names(), "results")).isEqualTo(1);
    assertThat(trace.orphans(PRODUCER)).isEmpty();
  }

  private static Consumer<Object> is(String text) {
    return header -> assertThat(header).hasToString(text);
  }

  private static String traceparent(String trace) {
    return "00-" + trace + "-" + PRODUCER + "-01";
  }
}
