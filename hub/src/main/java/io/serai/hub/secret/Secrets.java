package io.serai.hub.secret;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves references to secrets: {@code env:NAME}, {@code file:/PATH} and, where a Vault is
 * configured, {@code vault:ENGINE/PATH#KEY}. Thread-safe.
 */
public final class Secrets {

  private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);

  private final Map<String, SecretStore> stores = new LinkedHashMap<>();

  private Secrets(Function<String, @Nullable String> environment) {
    stores.put("env", new EnvironmentSecrets(environment));
    stores.put("file", new FileSecrets());
    stores.put("vault", Secrets::noVault);
  }

  /** Secrets of this machine only. */
  public static Secrets local(Function<String, @Nullable String> environment) {
    return new Secrets(environment);
  }

  /** Secrets of this machine, and of the Vault at an address that takes a token. */
  public static Secrets withVault(
      Function<String, @Nullable String> environment, URI address, String token, Clock clock) {
    Secrets secrets = new Secrets(environment);
    secrets.stores.put(
        "vault", new VaultSecrets(address, local(environment).reference(token), clock));
    return secrets;
  }

  private static Secret noVault(String reference, String path) {
    throw new SecretException(reference, "cannot be read; set serai.vault.url");
  }

  /** What a setting says that may hold a reference or, as a last resort, the value itself. */
  public SecretReference reference(String text) {
    return new SecretReference(text, !stores.containsKey(scheme(text)), this);
  }

  /**
   * The secret that a reference names, as it is now.
   *
   * @throws SecretException when it cannot be had
   */
  public Secret resolve(String reference) {
    SecretStore store = stores.get(scheme(reference));
    if (store == null) {
      // Not worded with the text: it may be a secret that somebody wrote down.
      throw new SecretException(Secret.REDACTED, "is no reference; allowed: env:, file:, vault:");
    }
    return store.read(reference, reference.substring(reference.indexOf(':') + 1));
  }

  /**
   * The values of those secrets that can be had, each of which will do: one that is gone, in the
   * middle of a rotation, is no reason to fail.
   *
   * @throws SecretException when none of them can be had
   */
  public List<String> resolveAny(List<String> references) {
    List<String> values = new ArrayList<>();
    SecretException missing = new SecretException("", "is not configured; name one");
    for (String reference : references) {
      try {
        values.add(resolve(reference).reveal());
      } catch (SecretException e) {
        LOG.error("{}", e.getMessage());
        missing = e;
      }
    }
    if (values.isEmpty()) {
      throw missing;
    }
    return values;
  }

  private static String scheme(String text) {
    return text.substring(0, Math.max(0, text.indexOf(':')));
  }
}
