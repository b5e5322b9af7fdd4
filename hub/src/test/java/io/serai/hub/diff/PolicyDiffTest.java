package io.serai.hub.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.approval.Approval;
import io.serai.approval.KnownImages;
import io.serai.hub.TestPolicies;
import io.serai.hub.diff.Outlook.Difference;
import io.serai.hub.policy.KeptPolicies;
import io.serai.job.Copy;
import io.serai.job.Isolation;
import io.serai.job.Job;
import io.serai.job.Placement;
import io.serai.job.Status;
import io.serai.job.Submission;
import io.serai.job.Usage;
import io.serai.json.Json;
import io.serai.moderation.Moderations;
import io.serai.moderation.model.BgeEmbedder;
import io.serai.moderation.model.Models;
import io.serai.policy.Policies;
import io.serai.policy.PolicyLoader;
import io.serai.policy.PolicyStore;
import io.serai.policy.PolicyTexts;
import io.serai.store.ApprovalStore;
import io.serai.store.ImageStore;
import io.serai.store.PlacementStore;
import io.serai.store.RecordedJobs.Recording;
import io.serai.store.VersionStore;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of recorded jobs would come out differently; no store is asked, and nobody outside. */
class PolicyDiffTest {

  private static final Path HOME = Path.of(System.getProperty("serai.home"));
  private static final PolicyLoader LOADER = TestPolicies.loader(HOME);
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-07-01T00:00:00Z"), ZoneOffset.UTC);
  private static final String JOB =
      """
      {"id": "00000000-0000-7000-8000-00000000abcd", "tenant": "default", "kind": "code",
       "language": "python", "code": "print(1)", "files": [],
       "limits": {"timeoutMs": 1, "cpuMs": 1, "memoryMb": 1, "diskMb": 1, "fileMb": 1,
         "pids": 1, "openFiles": 1, "outputBytes": 1},
       "network": "none", "placement": {"clouds": [], "regions": []}, "priority": 5,
       "labels": {}}
      """;
  private static final String FAR =
      """
        - {name: %1$s, endpoint: 'kamelet:sandbox-node-sink', provider: docker, cloud: aws, region: eu-west-1,
           isolation: container, images: {python: [%2$s]}, capacity: 1, preference: %3$s, registered: true}
      """;

  @Test
  void tellsThatSomebodyOutsideWouldBeAskedAndAsksNobody() throws Exception {
    Policies asking =
        edited(
            "moderation",
            text ->
                text
                    + "external: {endpoint: 'kamelet:moderation-openai-action', parameters: {key: 'env:X'},"
                    + " decision: flag, reason: a moderator objects, onFailure: flag}\n");

    PolicyDiff.Page page = diff(LOADER.load(), asking, recording(job("stdin", "Tell me a story.")));

    assertThat(page.asking()).isEqualTo(1);
    assertThat(page.jobs().get(0).differences())
        .extracting(Difference::stage, Difference::before)
        .containsExactly(tuple("moderator", "is not asked"));
  }

  @Test
  void takesTargetsForIdleWhetherTheirNodesAreThereOrNot() throws Exception {
    Policies far =
        edited(
            "router",
            text ->
                text.replace("local]", "local]\n  aws: [eu-west-1]")
                    + FAR.formatted("far", "python-3.11", "9")
                    + FAR.formatted("farther", "python-3.13", "8"));

    assertThat(differences(LOADER.load(), far, recording(job("priority", "5"))))
        .extracting(Difference::stage, Difference::before, Difference::after)
        .containsExactly(
            tuple(
                "router",
                "local-process, local-docker, local-gvisor",
                "local-process, far, farther, local-docker, local-gvisor"));
  }

  @Test
  void pricesWhatWasUsedWhereItRan() throws Exception {
    Policies dear = edited("pricing", text -> text.replaceFirst("run: 0\\n", "run: 0.0000001\n"));
    Placement process = placement("local-process");
    Recording one =
        new Recording(
            submission(job("priority", "5"), null),
            "succeeded",
            process,
            new Usage(1000, 1000, 0),
            List.of());
    Recording two =
        new Recording(
            one.submission(),
            "succeeded",
            process,
            one.usage(),
            List.of(copy(process), copy(process)));

    assertThat(differences(LOADER.load(), dear, one))
        .extracting(Difference::before, Difference::after)
        .containsExactly(tuple("0.000024 USD", "0.0000241 USD"));
    assertThat(differences(LOADER.load(), dear, two))
        .extracting(Difference::after)
        .containsExactly("0.0000482 USD");
  }

  @Test
  void leavesACellWhereItsSessionWas() throws Exception {
    Policies reversed =
        edited("router", text -> text.replaceFirst("preference: 10", "preference: 0"));
    Job cell = job("session", "00000000-0000-7000-8000-00000000beef");
    Recording ran =
        new Recording(
            submission(cell, null), "succeeded", placement("local-process"), Usage.NONE, List.of());

    assertThat(differences(LOADER.load(), reversed, ran)).isEmpty();
    assertThat(differences(LOADER.load(), reversed, recording(cell))).isNotEmpty();
  }

  @Test
  void holdsAJobOfOldPoliciesAgainstThoseToo() throws Exception {
    Recording replay =
        new Recording(
            submission(job("priority", "5"), "0".repeat(64)),
            "rejected",
            null,
            Usage.NONE,
            List.of());
    Policies strict =
        edited(
            "moderation",
            text -> text.replaceFirst("pattern: .*subprocess.*", "contains: [print]"));

    assertThat(differences(LOADER.load(), strict, recording(job("priority", "5")))).isNotEmpty();
    assertThat(differences(LOADER.load(), strict, replay)).isEmpty();
  }

  private static List<Difference> differences(Policies before, Policies after, Recording recording)
      throws Exception {
    PolicyDiff.Page page = diff(before, after, recording);
    return page.jobs().stream().flatMap(each -> each.differences().stream()).toList();
  }

  private static PolicyDiff.Page diff(Policies before, Policies after, Recording recording)
      throws Exception {
    DryWalk.Stages stages =
        new DryWalk.Stages(
            new Moderations(new Models(HOME.resolve("models"), new BgeEmbedder())),
            new Approval(
                untouched(ApprovalStore.class), new KnownImages(untouched(ImageStore.class))),
            new KeptPolicies(new PolicyStore(LOADER), empty()),
            untouched(PlacementStore.class));
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      return new PolicyDiff(before, after, some -> new DryWalk(stages, some, NOW, context))
          .of(List.of(recording));
    }
  }

  private static <T> T untouched(Class<T> store) {
    return store.cast(
        Proxy.newProxyInstance(
            store.getClassLoader(),
            new Class<?>[] {store},
            (proxy, method, arguments) -> {
              throw new AssertionError(
                  store.getSimpleName() + " was asked for " + method.getName());
            }));
  }

  private static VersionStore empty() {
    return (VersionStore)
        Proxy.newProxyInstance(
            VersionStore.class.getClassLoader(),
            new Class<?>[] {VersionStore.class},
            (proxy, method, arguments) -> Optional.empty());
  }

  private interface Edit {
    String of(String text);
  }

  private static Policies edited(String policy, Edit edit) throws Exception {
    Map<String, String> files = new HashMap<>(LOADER.load().texts().files());
    String before = String.valueOf(files.get(policy));
    String after = edit.of(before);
    assertThat(after).isNotEqualTo(before);
    files.put(policy, after);
    return LOADER.load(PolicyTexts.of(files));
  }

  private static Recording recording(Job job) {
    return new Recording(submission(job, null), "succeeded", null, Usage.NONE, List.of());
  }

  private static Submission submission(Job job, @Nullable String policies) {
    return new Submission(job, "local", "http", null, "0".repeat(32), null, NOW.instant())
        .under(policies);
  }

  private static Job job(String field, String value) throws Exception {
    ObjectNode document = (ObjectNode) Json.MAPPER.readTree(JOB);
    document.put(field, value);
    return Json.MAPPER.treeToValue(document, Job.class);
  }

  private static Placement placement(String target) {
    return new Placement(target, "private", "local", "process", "host", Isolation.PROCESS, null);
  }

  private static Copy copy(Placement place) {
    return new Copy(
        place, Status.SUCCEEDED, 0, new Usage(1000, 1000, 0), BigDecimal.ONE, List.of());
  }
}
