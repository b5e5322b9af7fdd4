package io.serai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.job.Destination;
import io.serai.job.JobFile;
import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.job.Network;
import io.serai.job.SessionId;
import io.serai.policy.WarmPolicy;
import io.serai.policy.WarmPolicy.Reuse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A provider under test, and the means to run things in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit opens the sandbox before the first test.
abstract class SandboxFixture {

  static final Limits LIMITS = limits(20_000, 256, 64, 1 << 20);

  static final WarmPolicy WARM = new WarmPolicy(Reuse.JOB, 1, 4, 60_000, 50, 5);

  /** A supervisor and a runner. */
  private static final int WAITING = 2;

  private static final Duration LEAVING = Duration.ofSeconds(10);

  private Sandbox sandbox;
  private Set<String> before = Set.of();
  private long mountsBefore;

  /** The provider under test; aborts the test with the reason where it cannot run here. */
  protected abstract Sandbox open();

  /** An image of the provider that runs the language. */
  protected abstract String image(Language language);

  /** The provider's sandboxes that are on the machine now, each with how many processes it has. */
  protected abstract Map<String, Integer> sandboxes();

  /** Waits until no sandbox has more processes than one that waits for a job. */
  void awaitOnlyThoseThatWait() {
    await()
        .atMost(LEAVING)
        .untilAsserted(() -> assertThat(ours().values()).allMatch(count -> count <= WAITING));
  }

  private Map<String, Integer> ours() {
    Map<String, Integer> ours = new HashMap<>(sandboxes());
    ours.keySet().removeAll(before);
    return ours;
  }

  @BeforeAll
  void openSandbox() {
    sandbox = open();
    before = sandboxes().keySet();
    mountsBefore = mounts();
    sandbox.open(() -> WARM);
  }

  @AfterAll
  void closeSandbox() {
    if (sandbox != null) {
      sandbox.close();
      await().atMost(LEAVING).untilAsserted(() -> assertThat(ours()).isEmpty());
      await()
          .atMost(LEAVING)
          .untilAsserted(() -> assertThat(mounts()).isLessThanOrEqualTo(mountsBefore));
      assertThat(sharedFolders()).isEmpty();
    }
  }

  /** What this process shares with sandboxes that are open. */
  private static List<Path> sharedFolders() {
    String ours = SharedFiles.PREFIX + Owner.name("");
    try (Stream<Path> temporary = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return temporary.filter(each -> each.getFileName().toString().startsWith(ours)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many mounts there are but those of container engines, which others may be using too. */
  private static long mounts() {
    try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mountinfo"))) {
      return mounts.filter(mount -> !mount.contains("/docker/")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String provider() {
    return sandbox.provider();
  }

  static Limits limits(long timeoutMs, int memoryMb, int pids, long outputBytes) {
    return new Limits(timeoutMs, timeoutMs, memoryMb, 64, 32, pids, 256, outputBytes);
  }

  RunResult python(String code) throws InterruptedException {
    return run(Language.PYTHON, code, null, List.of(), LIMITS, RunObserver.NONE);
  }

  RunResult node(String code) throws InterruptedException {
    Limits roomy = limits(20_000, 512, 128, 1 << 20);
    return run(Language.NODE, code, null, List.of(), roomy, RunObserver.NONE);
  }

  /** Runs a program that may reach some destinations. */
  RunResult online(Language language, String code, RunObserver observer, String... network)
      throws InterruptedException {
    return online(language, code, List.of(), observer, network);
  }

  RunResult online(
      Language language, String code, List<JobFile> files, RunObserver observer, String... network)
      throws InterruptedException {
    Limits roomy = limits(60_000, 512, 128, 1 << 20);
    Run run = run(image(language), language, code, null, files, roomy, null, network);
    return sandbox.run(run, observer);
  }

  RunResult run(
      Language language,
      String code,
      @Nullable String stdin,
      List<JobFile> files,
      Limits limits,
      RunObserver observer)
      throws InterruptedException {
    return sandbox.run(run(image(language), language, code, stdin, files, limits, null), observer);
  }

  SandboxSession openSession(Language language, Limits limits, String... network)
      throws InterruptedException {
    return sandbox.openSession(cell(language, "", limits, network));
  }

  Run cell(Language language, String code, Limits limits, String... network) {
    SessionId session = new SessionId(UUID.randomUUID());
    return run(image(language), language, code, null, List.of(), limits, session, network);
  }

  /** Runs a program in an image, and holds its result against what is expected. */
  void check(Program program, String image) throws InterruptedException {
    Run run =
        run(image, program.language(), program.code(), null, List.of(), program.limits(), null);
    new Expectation(program.expected()).check(sandbox.run(run, RunObserver.NONE));
  }

  private static Run run(
      String image,
      Language language,
      String code,
      @Nullable String stdin,
      List<JobFile> files,
      Limits limits,
      @Nullable SessionId session,
      String... network) {
    return new Run(
        new JobId(UUID.randomUUID()),
        "default",
        image,
        language,
        code,
        stdin,
        files,
        limits,
        new Network(Stream.of(network).map(Destination::of).toList()),
        session);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
