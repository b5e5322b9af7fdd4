package io.serai.hub.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  private static final String VALUE = "s3cr3t-value";

  private final Secrets local = Secrets.local(Map.of("TOKEN", VALUE)::get);

  @Test
  void readsTheEnvironment() {
    assertThat(local.resolve("env:TOKEN").reveal()).isEqualTo(VALUE);
    assertThatThrownBy(() -> local.resolve("env:OTHER"))
        .isInstanceOf(SecretException.class)
        .hasMessage("secret 'env:OTHER' is not set; set the environment variable");
  }

  @Test
  void readsAFileAsItIsNow(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("password"), VALUE + "\n");
    SecretReference reference = local.reference("file:" + file);

    assertThat(reference.resolve().reveal()).isEqualTo(VALUE);
    Files.writeString(file, "rotated");
    assertThat(reference.resolve().reveal()).isEqualTo("rotated");
    Files.delete(file);
    assertThatThrownBy(reference::resolve)
        .hasMessage(
            "secret 'file:"
                + file
                + "' cannot be read; name a file of UTF-8 that the hub may read");
  }

  @Test
  void printsNoValue() {
    assertThat(local.resolve("env:TOKEN")).hasToString("[redacted]");
    assertThat(local.reference(VALUE)).hasToString("[redacted]");
    assertThat(local.reference("env:TOKEN")).hasToString("env:TOKEN");
    assertThat(local.reference("")).hasToString("");
    assertThatThrownBy(() -> local.resolve(VALUE))
        .hasMessage("secret '[redacted]' is no reference; allowed: env:, file:, vault:");
  }

  @Test
  void takesASettingThatIsNoReferenceForTheValue() {
    assertThat(local.reference("pass:word").resolve().reveal()).isEqualTo("pass:word");
  }

  @Test
  void saysThatThereIsNoVault() {
    assertThatThrownBy(() -> local.resolve("vault:secret/app#key"))
        .hasMessage("secret 'vault:secret/app#key' cannot be read; set serai.vault.url");
  }

  @Test
  void readsVaultAgainWhenASecretMayHaveChanged() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    InstantSource source = now::get;
    Clock clock = source.withZone(ZoneOffset.UTC);
    try (VaultServer vault = VaultServer.start("root-token")) {
      vault.put("secret", "app/db", Map.of("password", VALUE));
      Secrets secrets =
          Secrets.withVault(
              Map.of("VAULT_TOKEN", "root-token")::get, vault.address(), "env:VAULT_TOKEN", clock);
      String reference = "vault:secret/app/db#password";

      assertThat(secrets.resolve(reference).reveal()).isEqualTo(VALUE);
      vault.put("secret", "app/db", Map.of("password", "rotated"));
      assertThat(secrets.resolve(reference).reveal()).isEqualTo(VALUE);
      assertThat(vault.reads()).isEqualTo(1);
      now.set(Instant.EPOCH.plus(Duration.ofSeconds(31)));
      assertThat(secrets.resolve(reference).reveal()).isEqualTo("rotated");

      assertThatThrownBy(() -> secrets.resolve("vault:secret/app/db#user"))
          .hasMessage(
              "secret 'vault:secret/app/db#user' is not there; Vault has no such key at its path");
      assertThatThrownBy(() -> secrets.resolve("vault:secret/other#key"))
          .hasMessage(
              "secret 'vault:secret/other#key' is not there; Vault has nothing at its path");
      assertThatThrownBy(() -> secrets.resolve("vault:nonsense"))
          .hasMessage("secret 'vault:nonsense' names no secret; allowed: vault:ENGINE/PATH#KEY");
    }
  }

  @Test
  void saysThatVaultForbidsIt() throws Exception {
    try (VaultServer vault = VaultServer.start("root-token")) {
      vault.put("secret", "app/db", Map.of("password", VALUE));
      Secrets secrets =
          Secrets.withVault(
              name -> "wrong-token", vault.address(), "env:VAULT_TOKEN", Clock.systemUTC());

      assertThatThrownBy(() -> secrets.resolve("vault:secret/app/db#password"))
          .isInstanceOf(SecretException.class)
          .hasNoCause()
          .hasMessage(
              "secret 'vault:secret/app/db#password' cannot be read; Vault does not answer or"
                  + " forbids it, check serai.vault.url and serai.vault.token");
    }
  }
}
