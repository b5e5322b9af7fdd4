package io.serai.hub.kubernetes;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.serai.job.JobFile;
import io.serai.job.Language;
import io.serai.sandbox.Run;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The code, the input and the files of a run, in a Secret that its Job owns. The pod cannot start
 * before the Secret is there: until then nothing can have run.
 */
final class JobFiles {

  /** What etcd takes, less the room for names. */
  static final long MOST_BYTES = 1_000_000;

  private JobFiles() {}

  /** How many bytes a cluster would have to keep. */
  static long bytes(Run run) {
    return contents(run).values().stream().mapToLong(each -> each.length).sum();
  }

  static Secret secret(Order order, Job owner) {
    Map<String, String> data = new LinkedHashMap<>();
    contents(order.run())
        .forEach((key, content) -> data.put(key, Base64.getEncoder().encodeToString(content)));
    return new SecretBuilder()
        .withNewMetadata()
        .withName(order.name())
        .withLabels(order.labels())
        .addNewOwnerReference()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .endOwnerReference()
        .endMetadata()
        .withImmutable(true)
        .withData(data)
        .build();
  }

  /** Where the pod sees what. */
  static List<KeyToPath> paths(Run run) {
    List<KeyToPath> paths = new ArrayList<>();
    paths.add(path("code", program(run.language())));
    paths.add(path("stdin", "stdin"));
    for (int i = 0; i < run.files().size(); i++) {
      paths.add(path("file-" + i, "files/" + run.files().get(i).path()));
    }
    return paths;
  }

  static String program(Language language) {
    return switch (language) {
      case PYTHON -> "code.py";
      case NODE -> "code.js";
    };
  }

  private static Map<String, byte[]> contents(Run run) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put("code", run.code().getBytes(StandardCharsets.UTF_8));
    String stdin = run.stdin();
    contents.put("stdin", (stdin == null ? "" : stdin).getBytes(StandardCharsets.UTF_8));
    int number = 0;
    for (JobFile file : run.files()) {
      contents.put("file-" + number++, file.content());
    }
    return contents;
  }

  private static KeyToPath path(String key, String path) {
    return new KeyToPathBuilder().withKey(key).withPath(path).build();
  }
}
