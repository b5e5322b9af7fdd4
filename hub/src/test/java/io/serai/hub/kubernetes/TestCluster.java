package io.serai.hub.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.serai.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An API server on loopback that keeps objects, admits no pod below the standard "restricted",
 * allows nothing more in the namespace {@code full}, and has a kubelet of a few lines: once a Job
 * has its Secret, its pod ends the way a test says.
 */
public final class TestCluster implements AutoCloseable {

  private static final String KUBECONFIG = "kubeconfig";
  private static final String QUOTA =
      """
      {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Forbidden","code":403,
       "message":"jobs.batch is forbidden: exceeded quota: jobs, requested: count/jobs.batch=1"}
      """;

  private final KubernetesCrudDispatcher objects = new KubernetesCrudDispatcher();
  private final KubernetesMockServer server;
  private final KubernetesClient client;
  private final ExecutorService kubelet = Executors.newSingleThreadExecutor();
  private final Map<String, String> logs = new ConcurrentHashMap<>();
  private final List<JsonNode> created = new CopyOnWriteArrayList<>();
  private volatile Function<Job, PodStatus> fate = job -> Fate.exited(0);
  private volatile Function<RecordedRequest, @Nullable MockResponse> trouble = request -> null;

  private TestCluster(Path folder) throws IOException {
    server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), dispatcher(), false);
    server.init(InetAddress.getLoopbackAddress(), 0);
    String address = "http://127.0.0.1:" + server.getPort();
    client =
        new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(Config.empty()).withMasterUrl(address).build())
            .build();
    System.setProperty(KUBECONFIG, write(folder, address).toString());
  }

  /** A cluster that the kubeconfig of this process names. */
  public static TestCluster start(Path folder) throws IOException {
    return new TestCluster(folder);
  }

  private static Path write(Path folder, String address) throws IOException {
    return Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: test
        clusters: [{ name: test, cluster: { server: "%s" } }]
        contexts: [{ name: test, context: { cluster: test, user: test } }]
        users: [{ name: test, user: { token: secret } }]
        """
            .formatted(address));
  }

  /** How the pods of the next Jobs end. */
  void podsEnd(Function<Job, PodStatus> how) {
    fate = how;
  }

  /** What goes wrong before the server has looked at a request; null for nothing. */
  void trouble(Function<RecordedRequest, @Nullable MockResponse> what) {
    trouble = what;
  }

  KubernetesClient client() {
    return client;
  }

  /** The Jobs that were admitted, as they came off the wire. */
  List<JsonNode> jobs() {
    return created;
  }

  private Dispatcher dispatcher() {
    return new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        MockResponse wrong = trouble.apply(request);
        return wrong == null ? answer(request) : wrong;
      }
    };
  }

  private MockResponse answer(RecordedRequest request) {
    String path = request.getPath();
    if (path.matches(".*/pods/[^/]+/log.*")) {
      String pod = path.replaceAll(".*/pods/([^/]+)/log.*", "$1");
      return new MockResponse().setResponseCode(200).setBody(logs.getOrDefault(pod, ""));
    }
    boolean creates = request.getMethod().equals("POST");
    if (creates && path.contains("/jobs")) {
      return admit(request);
    }
    boolean secret = creates && path.contains("/secrets");
    JsonNode body = secret ? read(request) : Json.MAPPER.nullNode();
    MockResponse answer = objects.dispatch(request);
    if (secret && answer.code() < 300) {
      kubelet.execute(() -> run(namespace(path), body));
    }
    if (request.getMethod().equals("DELETE") && path.contains("/jobs/")) {
      kubelet.execute(() -> collect(namespace(path)));
    }
    return answer;
  }

  private MockResponse admit(RecordedRequest request) {
    JsonNode job = read(request);
    if (request.getPath().contains("/namespaces/full/")) {
      return new MockResponse().setResponseCode(403).setBody(QUOTA);
    }
    List<String> violations =
        RestrictedStandard.violations(job.path("spec").path("template").path("spec"));
    if (!violations.isEmpty()) {
      return new MockResponse()
          .setResponseCode(403)
          .setBody(QUOTA.replace("exceeded quota", "violates PodSecurity " + violations));
    }
    MockResponse answer = objects.dispatch(request);
    if (answer.code() < 300) {
      created.add(job);
    }
    return answer;
  }

  /** What Kubernetes' own controllers and a node would do. */
  private void run(String namespace, JsonNode secret) {
    String name = secret.path("metadata").path("name").asText();
    Job job = client.batch().v1().jobs().inNamespace(namespace).withName(name).get();
    String code =
        new String(
            Base64.getDecoder().decode(secret.path("data").path("code").asText()),
            StandardCharsets.UTF_8);
    logs.put(
        name,
        job.getSpec().getTemplate().getSpec().getContainers().get(0).getImage() + ": " + code);
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .withLabels(job.getSpec().getTemplate().getMetadata().getLabels())
            .endMetadata()
            .withSpec(job.getSpec().getTemplate().getSpec())
            .withStatus(fate.apply(job))
            .build();
    client.pods().inNamespace(namespace).resource(pod).create();
  }

  /** Pods go with their Job. */
  private void collect(String namespace) {
    client.pods().inNamespace(namespace).delete();
  }

  private static String namespace(String path) {
    return path.replaceAll(".*/namespaces/([^/]+)/.*", "$1");
  }

  private static JsonNode read(RecordedRequest request) {
    try {
      return Json.MAPPER.readTree(request.getBody().getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    System.clearProperty(KUBECONFIG);
    kubelet.shutdownNow();
    client.close();
    server.destroy();
  }
}
