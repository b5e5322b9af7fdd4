package io.serai.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may send jobs on queues, and on whose account.
 *
 * @param maxAgeSeconds how old a signed message may be
 * @param users tenants by the broker's users
 * @param topics tenants by the topics they send to
 * @param keys keys of signed messages, by their ids
 */
public record SendersPolicy(
    long maxAgeSeconds,
    Map<String, String> users,
    Map<String, String> topics,
    Map<String, SigningKey> keys) {

  public SendersPolicy {
    users = users == null ? Map.of() : Map.copyOf(users);
    topics = topics == null ? Map.of() : Map.copyOf(topics);
    keys = keys == null ? Map.of() : Map.copyOf(keys);
  }

  /**
   * A key that a sender signs with.
   *
   * @param tenant on whose account
   * @param algorithm how
   * @param key where it is: {@code env:NAME} or {@code file:PATH}; the shared secret of an HMAC, or
   *     the public key of Ed25519 in PEM
   */
  public record SigningKey(String tenant, Algorithm algorithm, String key) {}

  /** How a message is signed. */
  public enum Algorithm {
    /** A keyed hash (RFC 2104). */
    @JsonProperty("hmac-sha-256")
    HMAC_SHA_256,
    /** An Edwards-curve signature (RFC 8032). */
    @JsonProperty("ed25519")
    ED25519
  }

  /** Where in the file each tenant is named: tenants by JSON pointer. */
  Map<String, String> tenants() {
    return Stream.of(
            users.entrySet().stream().map(each -> at("users", each.getKey(), each.getValue())),
            topics.entrySet().stream().map(each -> at("topics", each.getKey(), each.getValue())),
            keys.entrySet().stream()
                .map(each -> at("keys", each.getKey(), each.getValue().tenant())))
        .flatMap(each -> each)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Map.Entry<String, String> at(String map, String name, String tenant) {
    return Map.entry("/" + map + "/" + name.replace("~", "~0").replace("/", "~1"), tenant);
  }
}
