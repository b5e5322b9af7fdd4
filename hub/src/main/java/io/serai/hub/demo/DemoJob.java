package io.serai.hub.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One job of the demo.
 *
 * @param name in a word
 * @param body the job as JSON
 */
public record DemoJob(String name, ObjectNode body) {

  /** One job for each thing that can become of one. */
  public static List<DemoJob> all() {
    return List.of(
        job("python", "python", "print(sum(n * n for n in range(1, 11)))"),
        job(
            "node",
            "node",
            "const words = 'caravans rest here'.split(' ');\nconsole.log(words.reverse().join(' '));"),
        job("blocked", "python", "open('/etc/shadow').read()"),
        timedOut(),
        job(
            "picture",
            "python",
            """
            import matplotlib.pyplot as plt
            plt.plot([n ** 2 for n in range(20)])
            plt.title('drawn in a sandbox')
            plt.show()
            """));
  }

  private static DemoJob timedOut() {
    DemoJob job = job("timeout", "python", "while True:\n    pass");
    job.body().withObject("/limits").put("timeoutMs", 1_000);
    return job;
  }

  private static DemoJob job(String name, String language, String code) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("tenant", "demo").put("language", language).put("code", code);
    body.withObject("/labels").put("demo", name);
    return new DemoJob(name, body);
  }

  byte[] bytes() {
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }
}
