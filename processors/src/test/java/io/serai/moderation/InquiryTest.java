package io.serai.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.Finding;
import io.serai.job.Job;
import io.serai.job.JobFile;
import io.serai.job.Reason;
import io.serai.job.Verdict;
import io.serai.job.Verdict.Decision;
import io.serai.json.Json;
import io.serai.moderation.Inquiry.Opinion;
import io.serai.moderation.model.BgeEmbedder;
import io.serai.moderation.model.Models;
import io.serai.policy.ModerationPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a moderator outside is told, and what its word counts. */
class InquiryTest {

  private static final String POLICY =
      """
      {"rules": [],
       "external": {"endpoint": "kamelet:moderation-openai-action",
         "parameters": {"key": "env:KEY", "url": "https://a.b/c"}, "decision": "flag", "reason": "r",
         "thresholds": {"violence": 0.7}, "onFailure": "block"}}
      """;

  private final Moderation moderation = moderation(POLICY);

  @Test
  void namesTheEndpointWithItsParameters() throws IOException {
    assertThat(inquiry(job("pass", "Good morning to you")).recipient())
        .isEqualTo("kamelet:moderation-openai-action?key=RAW(env:KEY)&url=RAW(https://a.b/c)");
  }

  @Test
  void sendsTextsAndNothingElse() throws IOException {
    Job job =
        job(
            "x = 1 # count the visitors\ny = 'good morning'",
            "Hello there, everybody",
            "PNG\u0000\u0001\u0002",
            "a letter to my aunt");

    assertThat(inquiry(job).texts())
        .containsExactly(
            "Hello there, everybody", "count the visitors\ngood morning\n", "a letter to my aunt");
  }

  @Test
  void blotsOutKeysAndPersonalData() throws IOException {
    String key = "AK" + "IAQ3ZT7LMXVRBNCYWK";
    String text =
        "My dear friend, here is the key that you asked me for: " + key + " and my address";

    assertThat(inquiry(job("pass", text + " ada@example.org")).texts())
        .singleElement()
        .asString()
        .startsWith("My dear friend")
        .doesNotContain(key, "ada@");
  }

  @Test
  void asksNobodyAboutWhatIsNoText() throws IOException {
    assertThat(moderation.inquiry(job("print(1)", "1 2 3"))).isEmpty();
  }

  @Test
  void countsWhatIsBeyondTheThresholdElseTheModeratorsOwnWord() throws IOException {
    Inquiry inquiry = inquiry(job("pass", "Hello there, everybody"));

    assertThat(
            inquiry.findings(
                List.of(
                    new Opinion(0, "violence", 0.69, true),
                    new Opinion(0, "hate/threatening", 0.2, true),
                    new Opinion(0, "self-harm", 0.9, false))))
        .extracting(Finding::category, Finding::score, Finding::field, Finding::end)
        .containsExactly(Assertions.tuple("hate.threatening", 0.2, "stdin", 22));
    assertThat(inquiry.findings(List.of(new Opinion(0, "violence", 0.7, false)))).hasSize(1);
  }

  @Test
  void joinsTheVerdict() throws IOException {
    Job job = job("pass", "Hello there, everybody");
    List<Finding> found = inquiry(job).findings(List.of(new Opinion(0, "violence", 0.8, false)));

    Verdict verdict = moderation.judge(job, Verdict.ALLOW, found).verdict();

    assertThat(verdict.decision()).isEqualTo(Decision.FLAG);
    assertThat(verdict.rule()).isEqualTo("external-moderator");
    assertThat(verdict.findings()).isEqualTo(found);
  }

  @Test
  void failsAsThePolicySays() throws IOException {
    Job job = job("pass", "Hello there, everybody");

    assertThat(silent(POLICY, job).refusal())
        .extracting(Reason::message)
        .isEqualTo(
            "job is blocked by rule 'external-moderator' in stdin at line 1, column 1; the external"
                + " moderator has not read all of it");
    Judgement open = silent(POLICY.replace("block", "allow"), job);
    assertThat(open.refusal()).isNull();
    assertThat(open.verdict().decision()).isEqualTo(Decision.ALLOW);
    assertThat(open.verdict().findings())
        .extracting(Finding::category)
        .containsExactly("unmoderated");
  }

  @Test
  void saysWhatIsTooMuchToSend() throws IOException {
    Job job =
        job(
            "pass",
            "Hello there ".repeat(2_000),
            Collections.nCopies(20, "Dear everybody").toArray(String[]::new));
    Inquiry inquiry = inquiry(job);

    assertThat(inquiry.texts()).hasSize(16);
    assertThat(inquiry.texts().get(0)).hasSize(16 * 1024);
    assertThat(inquiry.findings(List.of()))
        .extracting(Finding::category, Finding::field)
        .contains(
            Assertions.tuple("unmoderated", "stdin"), Assertions.tuple("unmoderated", "files/19"))
        .hasSize(6);
  }

  private static Judgement silent(String policy, Job job) {
    Moderation moderation = moderation(policy);
    Inquiry inquiry = moderation.inquiry(job).orElseThrow();
    return moderation.judge(job, Verdict.ALLOW, inquiry.unanswered());
  }

  private Inquiry inquiry(Job job) {
    return moderation.inquiry(job).orElseThrow();
  }

  private static Moderation moderation(String policy) {
    try {
      ModerationPolicy read = Json.MAPPER.readValue(policy, ModerationPolicy.class);
      return new Moderation(read, new Models(Path.of("nowhere"), new BgeEmbedder()));
    } catch (IOException e) {
      throw new IllegalArgumentException(policy, e);
    }
  }

  private static Job job(String code, @Nullable String stdin, String... files) throws IOException {
    return TestJobs.job(
        code,
        stdin,
        List.of(files).stream()
            .map(text -> new JobFile("a.txt", text.getBytes(StandardCharsets.UTF_8)))
            .toList());
  }
}
