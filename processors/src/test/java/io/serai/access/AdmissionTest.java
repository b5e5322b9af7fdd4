package io.serai.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  @Test
  void permitsWhatItsRolesInclude() {
    Admission viewer = admission("acme", Role.VIEWER);

    assertThat(viewer.permits(Scope.JOBS_READ)).isTrue();
    assertThat(viewer.permits(Scope.JOBS_WRITE)).isFalse();
    assertThat(Admission.of(Principal.ANONYMOUS).scopes()).isEmpty();
    assertThat(Admission.LOCAL.scopes()).containsExactlyInAnyOrder(Scope.values());
  }

  @Test
  void isNarrowedButNeverWidened() {
    Admission narrow = admission("acme", Role.VIEWER).narrowedTo(Set.of(Scope.JOBS_WRITE));
    assertThat(narrow.scopes()).isEmpty();
  }

  @Test
  void coversNoMoreThanItHas() {
    Admission any = admission(null, Role.OPERATOR, Role.VIEWER);
    Admission acme = admission("acme", Role.OPERATOR, Role.VIEWER);

    assertThat(any.covers(acme)).isTrue();
    assertThat(acme.covers(acme)).isTrue();
    assertThat(acme.covers(any)).isFalse();
    assertThat(acme.covers(admission("other", Role.VIEWER))).isFalse();
    assertThat(acme.covers(admission("acme", Role.SUBMITTER))).isFalse();
    assertThat(acme.narrowedTo(Set.of(Scope.KEYS_WRITE)).covers(admission("acme", Role.VIEWER)))
        .isFalse();
  }

  @Test
  void showsNoSecretOfAKey() {
    KeyText key = KeyText.mint(new SecureRandom());

    assertThat(key.reveal()).matches("serai_[0-9a-f]{16}_[0-9a-f]{64}");
    assertThat(KeyText.parse(key.reveal())).contains(key);
    assertThat(key.toString()).doesNotContain(key.secret());
    assertThat(KeyText.parse(key.reveal() + "0")).isEmpty();
    assertThat(KeyText.mint(key.id(), new SecureRandom()).hash()).isNotEqualTo(key.hash());
  }

  private static Admission admission(@Nullable String tenant, Role... roles) {
    return Admission.of(new Principal("somebody", tenant, Set.of(roles)));
  }
}
