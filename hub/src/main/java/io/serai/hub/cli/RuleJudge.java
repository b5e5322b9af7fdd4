package io.serai.hub.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.job.Job;
import io.serai.job.Verdict;
import io.serai.json.Json;
import io.serai.moderation.Moderation;
import io.serai.moderation.model.Models;
import io.serai.policy.ModerationPolicy;
import io.serai.policy.PolicyException;
import io.serai.policy.TrialPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Asks the rules of a home, and no model, about a text, as if it were the standard input of a
 * harmless job.
 */
final class RuleJudge {

  private static final String HARMLESS =
      """
      {"id": "00000000-0000-7000-8000-000000000000", "tenant": "default", "kind": "code",
       "language": "python", "code": "pass", "files": [],
       "limits": {"timeoutMs": 1, "cpuMs": 1, "memoryMb": 1, "diskMb": 1, "fileMb": 1,
         "pids": 1, "openFiles": 1, "outputBytes": 1},
       "network": "none", "placement": {"clouds": [], "regions": []}, "priority": 5,
       "labels": {}}
      """;

  private final Moderation moderation;

  RuleJudge(Path policies, Models models) throws PolicyException {
    ModerationPolicy policy = TrialPolicy.moderation(policies.resolve("moderation.yaml"), policies);
    ModerationPolicy rules =
        new ModerationPolicy(policy.rules(), policy.responses(), Map.of(), null);
    this.moderation = new Moderation(rules, models);
  }

  /** Whether the text is flagged or blocked, and something of the category found in it. */
  boolean object(String text, String category) throws IOException {
    Verdict verdict = judge(text);
    return verdict.decision() != Verdict.Decision.ALLOW
        && verdict.findings().stream().anyMatch(found -> found.category().equals(category));
  }

  Verdict judge(String text) throws IOException {
    ObjectNode job = (ObjectNode) Json.MAPPER.readTree(HARMLESS);
    job.put("stdin", text);
    return moderation.judge(Json.MAPPER.treeToValue(job, Job.class)).verdict();
  }
}
