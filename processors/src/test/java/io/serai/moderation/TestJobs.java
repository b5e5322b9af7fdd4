package io.serai.moderation;

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
    Job job = Json.MAPPER.readValue(HARMLESS, Job.class);
    return new Job(
        job.id(),
        null,
        false,
        job.tenant(),
        job.kind(),
        job.language(),
        code,
        stdin,
        files,
        job.limits(),
        job.network(),
        job.placement(),
        job.priority(),
        null,
        job.labels());
  }
}
