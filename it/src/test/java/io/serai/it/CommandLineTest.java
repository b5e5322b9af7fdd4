package io.serai.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.hub.embedded.Ports;
import io.serai.it.CommandLine.Ended;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, each in a process of its own, against a started hub. */
@SuppressWarnings("NullAway.Init") // JUnit starts the hub before the first test.
class CommandLineTest {

  private static final String HOME = StartedHub.HOME.toString();

  private static Path directory;
  private static StartedHub hub;

  @BeforeAll
  static void start(@TempDir Path temporary) throws IOException {
    directory = temporary;
    hub = StartedHub.start(temporary.resolve("state"), Map.of());
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @Test
  void submitsAProgramAndPrintsWhatItPrinted() throws Exception {
    Path program = Files.writeString(directory.resolve("hello.py"), "print(input()[::-1])");
    Path stdin = Files.writeString(directory.resolve("stdin.txt"), "olleh\n");

    Ended ended = serai("submit", "--url", url(), "--stdin", stdin.toString(), program.toString());

    assertThat(ended.out()).isEqualTo("hello\n");
    assertThat(ended.errors()).contains("serai: succeeded in ", " on local-process for ");
    assertThat(ended.code()).isZero();
  }

  @Test
  void drawsWhatTookHowLong() throws Exception {
    Path program = Files.writeString(directory.resolve("short.py"), "print(1)");
    String id = serai("submit", "--url", url(), "--no-wait", program.toString()).out().trim();
    Awaitility.await()
        .until(() -> hub.get("/v1/jobs/" + id + "/trace").body().contains("recipients"));

    Ended drawn = serai("jobs", "trace", "--url", url(), id);

    assertThat(drawn.errors()).isEmpty();
    assertThat(drawn.out())
        .startsWith("succeeded, trace ")
        .containsPattern("\nmoderation +·*█.+ +[0-9a-f]{8}  [0-9a-f]{8}\n")
        .containsPattern("\nrecipients +·*█+·* +[0-9.]+ ms +ok")
        .containsPattern("\n  local-process +·*█+·* +[0-9.]+ ms +succeeded");
  }

  @Test
  void drawsAHubAsItWorks() throws Exception {
    Path program = Files.writeString(directory.resolve("watched.py"), "print(1)");
    assertThat(serai("submit", "--url", url(), program.toString()).code()).isZero();

    Ended drawn = serai("top", "--url", url(), "--interval", "1", "--times", "2");

    assertThat(drawn.errors()).isEmpty();
    assertThat(drawn.code()).isZero();
    assertThat(drawn.out().split("waiting  ", -1)).hasSize(3);
    assertThat(drawn.out())
        .containsPattern("\nsucceeded +0\\.0 +[1-9]")
        .containsPattern("\nprivate +0 +0\\.0 +[1-9]")
        .containsPattern("\nprocess +[0-9]+")
        .containsPattern("\ndefault +0\\.[0-9]+ +-");
  }

  @Test
  void endsWithOneWhereTheJobDoesNotSucceed() throws Exception {
    Path program = Files.writeString(directory.resolve("fails.js"), "process.exit(3)");
    assertThat(serai("submit", "--url", url(), program.toString()).code()).isEqualTo(1);

    Path blocked = Files.writeString(directory.resolve("blocked.py"), "open('/etc/shadow')");
    Ended ended = serai("submit", "--url", url(), blocked.toString());
    assertThat(ended.errors()).contains("moderation: job is blocked by rule 'password-files'");
    assertThat(ended.code()).isEqualTo(1);
  }

  @Test
  void savesPictures() throws Exception {
    Path program =
        Files.writeString(
            directory.resolve("picture.py"),
            "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()");
    Path images = directory.resolve("images");

    serai("submit", "--url", url(), "--images", images.toString(), program.toString());

    assertThat(images.resolve("figure-1.png")).isNotEmptyFile();
  }

  @Test
  void listsShowsAndCancelsJobs() throws Exception {
    Path program = Files.writeString(directory.resolve("long.py"), "import time\ntime.sleep(50)");
    String id =
        serai("submit", "--url", url(), "--timeout-ms", "60000", "--no-wait", program.toString())
            .out()
            .trim();

    assertThat(serai("jobs", "list", "--url", url()).out()).contains(id);
    assertThat(serai("jobs", "show", "--url", url(), id).out()).contains("\"id\" : \"" + id);
    Ended cancelled = serai("jobs", "cancel", "--url", url(), id);
    assertThat(cancelled.out()).as(cancelled.errors()).contains("cancel");
    Ended unknown = serai("jobs", "show", "--url", url(), "00000000-0000-7000-8000-000000000000");
    assertThat(unknown.errors()).contains("is unknown; check the id");
    assertThat(unknown.code()).isEqualTo(1);
  }

  @Test
  void showsApprovesAndDeniesWhatWaits() throws Exception {
    Path program =
        Files.writeString(directory.resolve("flagged.py"), "import subprocess\nprint(7)");
    Ended waiting = serai("submit", "--url", url(), program.toString());
    String id = waiting.out().trim();
    String denied = serai("submit", "--url", url(), program.toString()).out().trim();

    assertThat(waiting.errors())
        .isEqualTo("job '" + id + "' runs once it has been approved; ask for its result later\n");
    assertThat(serai("approvals", "list", "--url", url()).out()).contains(id, "0 of 1", "flagged");
    assertThat(serai("approvals", "show", "--url", url(), id).out())
        .contains("sent by 'local', is waiting", "rule 'starts-programs'", "import subprocess");
    assertThat(serai("approvals", "approve", "--url", url(), "--reason", "known", id).out())
        .isEqualTo("approved\n");
    assertThat(serai("approvals", "deny", "--url", url(), "--reason", "no", denied).out())
        .isEqualTo("denied\n");
    Ended late = serai("approvals", "deny", "--url", url(), "--reason", "no", denied);
    assertThat(late.errors()).contains("has been denied already");
    assertThat(late.code()).isEqualTo(1);
    assertThat(serai("jobs", "show", "--url", url(), denied).out())
        .contains("job was denied by 'local': no");
  }

  @Test
  void saysInOneLineThatNoHubAnswers() throws Exception {
    String nowhere = "http://127.0.0.1:" + Ports.free();
    Ended ended = serai("jobs", "list", "--url", nowhere);

    assertThat(ended.errors())
        .isEqualTo(
            "hub at '"
                + nowhere
                + "' does not answer; start one with ./serai run, or name it with --url\n");
    assertThat(ended.code()).isEqualTo(1);
  }

  @Test
  void validatesTheFilesOfAHub() throws Exception {
    Ended ended = serai("validate", "--home", HOME);
    assertThat(ended.errors()).isEmpty();
    assertThat(ended.out()).isEqualTo("policies, routes, kamelets and settings are valid\n");
    assertThat(ended.code()).isZero();
  }

  @Test
  void tellsWhatIsWrongWithTheFilesOfAHub() throws Exception {
    Path home = directory.resolve("home");
    Homes.copy(home);
    Path route = home.resolve("routes/50-router/router.camel.yaml");
    Files.writeString(route, Files.readString(route).replace("ref: router", "ref: rooter"));

    Ended ended = serai("validate", "--home", home.toString());

    assertThat(ended.errors()).contains("routes/50-router/router.camel.yaml:", "rooter");
    assertThat(ended.code()).isEqualTo(1);
  }

  @Test
  void saysWhatWorksOnThisMachine() throws Exception {
    Ended ended =
        serai("doctor", "--home", HOME, "--set", "serai.state=" + directory.resolve("doctor"));

    assertThat(ended.out()).contains("java", "process", "docker", "jobs run on process");
    assertThat(ended.code()).isZero();
  }

  @Test
  void saysHowAHubIsThatRunsAndHowToMendWhatItStandsOn() throws Exception {
    String state = "serai.state=" + directory.resolve("examined");
    Ended well = serai("doctor", "--home", HOME, "--set", state, "--url", url());
    assertThat(well.out())
        .containsPattern("ok +hub: database")
        .containsPattern("(ok|weak) +cgroups +version [12]")
        .containsPattern("ok +database +PostgreSQL that the hub brings along");
    assertThat(well.code()).isZero();

    String nowhere = "serai.database.url=jdbc:postgresql://127.0.0.1:1/none";
    Ended ill = serai("doctor", "--home", HOME, "--set", state, "--set", nowhere);
    assertThat(ill.out())
        .containsPattern("wrong +database +jdbc:postgresql://127.0.0.1:1/none does not answer")
        .contains("check serai.database.url, its user and password");
    assertThat(ill.code()).isEqualTo(1);
  }

  @Test
  void tellsHowLongItTookToBeReady() throws Exception {
    List<String> run =
        CommandLine.of(
            "run",
            "--time-startup",
            "--home",
            HOME,
            "--set",
            "serai.state=" + directory.resolve("timed"),
            "--set",
            "serai.http.port=" + Ports.free());
    Process process = new ProcessBuilder(run).redirectError(Redirect.DISCARD).start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).startsWith("serai is ready at http://127.0.0.1:");
      assertThat(out.readLine()).matches("ready after \\d+ ms, counted from the launcher's start");
    } finally {
      process.destroy();
      assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void refusesAnUnknownSetting() throws Exception {
    Ended ended = serai("run", "--home", HOME, "--set", "serai.colour=red");

    assertThat(ended.errors())
        .isEqualTo(
            "--set: key 'serai.colour' is unknown; allowed: serai.git.user, serai.state,"
                + " serai.tls.ca, …\n");
    assertThat(ended.code()).isEqualTo(2);
  }

  @Test
  void showsItAllInADemo() throws Exception {
    Ended ended =
        serai(
            "demo",
            "--once",
            "--home",
            HOME,
            "--set",
            "serai.state=" + directory.resolve("demo"),
            "--set",
            "serai.http.port=" + Ports.free());

    for (String source : List.of("http", "rabbitmq", "kafka")) {
      assertThat(ended.out())
          .containsPattern("python +" + source + " +allow +local-process +succeeded")
          .containsPattern("node +" + source + " +allow +local-process +succeeded")
          .containsPattern("blocked +" + source + " +block +- +rejected")
          .containsPattern("timeout +" + source + " +allow +local-process +timed_out")
          .containsPattern("picture +" + source + " +allow +local-process +succeeded");
      assertThat(directory.resolve("demo/demo/picture-" + source + ".png")).isNotEmptyFile();
    }
    assertThat(ended.code()).isZero();
  }

  private static String url() {
    return hub.uri("").toString();
  }

  private static Ended serai(String... arguments) throws IOException, InterruptedException {
    return CommandLine.run(directory, arguments);
  }
}
