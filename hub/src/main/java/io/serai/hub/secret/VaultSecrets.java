package io.serai.hub.secret;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.vault.VaultException;
import org.springframework.vault.authentication.SimpleSessionManager;
import org.springframework.vault.authentication.TokenAuthentication;
import org.springframework.vault.client.VaultEndpoint;
import org.springframework.vault.core.VaultTemplate;
import org.springframework.vault.support.Versioned;
import org.springframework.web.client.RestClientException;

/**
 * Secrets in HashiCorp Vault, {@code ENGINE/PATH#KEY} of its key-value engine, version 2. One is
 * read again half a minute after it was read last. Thread-safe.
 *
 * @see <a href="https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2">KV secrets engine,
 *     version 2 (API)</a>
 */
final class VaultSecrets implements SecretStore {

  private static final Pattern PATH = Pattern.compile("([^/#]+)/([^#]+)#([^#]+)");
  private static final Duration FRESH = Duration.ofSeconds(30);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private record Known(Secret secret, Instant readAt) {}

  private final URI address;
  private final SecretReference token;
  private final Clock clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final JdkClientHttpRequestFactory requests;

  VaultSecrets(URI address, SecretReference token, Clock clock) {
    this.address = address;
    this.token = token;
    this.clock = clock;
    requests =
        new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(TIMEOUT).build());
    requests.setReadTimeout(TIMEOUT);
  }

  @Override
  public Secret read(String reference, String path) {
    Known before = known.get(reference);
    Instant now = clock.instant();
    if (before != null && now.isBefore(before.readAt().plus(FRESH))) {
      return before.secret();
    }
    Secret secret = ask(reference, path);
    known.put(reference, new Known(secret, now));
    return secret;
  }

  private Secret ask(String reference, String path) {
    Matcher parts = PATH.matcher(path);
    if (!parts.matches()) {
      throw new SecretException(reference, "names no secret; allowed: vault:ENGINE/PATH#KEY");
    }
    Object value = document(reference, parts.group(1), parts.group(2)).get(parts.group(3));
    if (value == null) {
      throw new SecretException(reference, "is not there; Vault has no such key at its path");
    }
    return new Secret(value.toString());
  }

  private Map<String, Object> document(String reference, String engine, String path) {
    try {
      Versioned<Map<String, Object>> found = template().opsForVersionedKeyValue(engine).get(path);
      if (found == null || !found.hasData()) {
        throw new SecretException(reference, "is not there; Vault has nothing at its path");
      }
      return found.getRequiredData();
    } catch (VaultException | RestClientException e) {
      throw new SecretException(
          reference,
          "cannot be read; Vault does not answer or forbids it, check serai.vault.url and"
              + " serai.vault.token");
    }
  }

  /** Made anew, because its token may have changed too. */
  private VaultTemplate template() {
    return new VaultTemplate(
        VaultEndpoint.from(address),
        requests,
        new SimpleSessionManager(new TokenAuthentication(token.resolve().reveal())));
  }
}
