package io.serai.moderation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.job.Job;
import io.serai.job.JobFile;
import io.serai.json.Json;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python jobs that differ in their texts. */
final class TestJobs {

  private static final String HARMLESS =
      """
      {"id": "00000000-0000-7000-8000-000000000000", "tenant": "default", "kind": "code",
       "language": "python", "code": "pass", "files": [],
       "limits": {"timeoutMs": 1, "cpuMs": 1, "memoryMb": 1, "diskMb": 1, "fileMb": 1,
         "pids": 1, "openFiles": 1, "outputBytes": 1},
       "network": "none", "placement": {"clouds": [], "regions": []}, "priority": 5,
       "labels": {}}
      """;

  private TestJobs() {}

  static Job job(String code, @Nullable String stdin, List<JobFile> files) throws IOException {
    ObjectNode job = (ObjectNode) Json.MAPPER.readTree(HARMLESS);
    job.put("code", code).put("stdin", stdin).set("files", Json.MAPPER.valueToTree(files));
    return Json.MAPPER.treeToValue(job, Job.class);
  }
}
