package io.serai.allowlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.job.Destination;
import io.serai.job.Job;
import io.serai.job.JobId;
import io.serai.job.Language;
import io.serai.job.Limits;
import io.serai.job.Network;
import io.serai.job.PlacementWish;
import io.serai.job.Refused;
import io.serai.policy.AllowlistPolicy;
import io.serai.policy.AllowlistPolicy.Allowance;
import io.serai.policy.DestinationRule;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which networks a tenant may ask for. */
class AllowlistTest {

  private static final Limits LIMITS = new Limits(1, 1, 1, 1, 1, 1, 1, 1);

  private final Allowlist allowlist =
      allowlist(
          allowance("shut"),
          allowance("open", "api.example.org:443", "*.example.net:443", "127.0.0.1:80"));

  @Test
  void grantsTheFirstAllowanceThatReachesAll() {
    assertThat(allowlist.admit(job()).rule()).isEqualTo("shut");
    assertThat(allowlist.admit(job("api.example.org:443")).rule()).isEqualTo("open");
    assertThat(allowlist.admit(job("API.example.org.:443", "a.b.example.net:443")).rule())
        .isEqualTo("open");
  }

  @Test
  void refusesOneDestinationThatIsNotAmongThem() {
    assertThat(refusal("api.example.org:443", "api.example.org:80"))
        .isEqualTo(
            "network 'api.example.org:80' is not allowed;"
                + " allowed: api.example.org:443, *.example.net:443, 127.0.0.1:80");
  }

  @Test
  void takesAStarForWhatIsBelowAName() {
    assertThat(refusal("example.net:443")).contains("'example.net:443'");
    assertThat(refusal("badexample.net:443")).contains("'badexample.net:443'");
    assertThat(refusal("a.example.net:80")).contains("'a.example.net:80'");
    assertThat(refusal("a.example.net.evil.org:443")).contains("evil.org");
  }

  @Test
  void saysThatNothingIsAllowed() {
    Refused refused =
        catchThrowableOfType(
            Refused.class, () -> allowlist(allowance("shut")).admit(job("a.example.org:1")));

    assertThat(refused.reason().message())
        .isEqualTo("network 'a.example.org:1' is not allowed; allowed: nothing");
  }

  private String refusal(String... network) {
    Refused refused = catchThrowableOfType(Refused.class, () -> allowlist.admit(job(network)));
    assertThat(refused.reason().code()).isEqualTo("network-not-allowed");
    return String.valueOf(refused.reason().message());
  }

  private static Allowlist allowlist(Allowance... allowances) {
    AllowlistPolicy policy = new AllowlistPolicy(Map.of("default", List.of(allowances)));
    return new Allowlist(policy);
  }

  private static Allowance allowance(String name, String... network) {
    return new Allowance(
        name,
        List.of(Language.PYTHON),
        List.of("host"),
        List.of("process"),
        LIMITS,
        Stream.of(network).map(DestinationRule::of).toList());
  }

  private static Job job(String... network) {
    return new Job(
        new JobId(UUID.randomUUID()),
        null,
        false,
        false,
        "default",
        "code",
        Language.PYTHON,
        "1",
        null,
        List.of(),
        LIMITS,
        new Network(Stream.of(network).map(Destination::of).toList()),
        PlacementWish.ANYWHERE,
        5,
        null,
        null,
        null,
        Map.of());
  }
}
