package io.serai.hub.access;

import com.nimbusds.jwt.JWTClaimsSet;
import io.serai.access.Admission;
import io.serai.access.Principal;
import io.serai.access.Role;
import io.serai.hub.config.HubConfig;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the claims of a token that has been verified say of its bearer. */
final class Claims {

  private static final String ANY_TENANT = "*";

  private final HubConfig.Oidc names;

  /** Reads claims of the configured names. */
  Claims(HubConfig.Oidc names) {
    this.names = names;
  }

  /**
   * Who the bearer is. Of its roles only Serai's count; an issuer may know many more.
   *
   * @throws CredentialRefused when the token says not who it is, or not for which tenant
   */
  Admission read(JWTClaimsSet claims) throws CredentialRefused {
    String name = text(claims, names.nameClaim());
    String tenant = text(claims, names.tenantClaim());
    Set<Role> roles =
        words(claim(claims.getClaims(), names.rolesClaim()))
            .map(Role::of)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
    return Admission.of(
        new Principal("oidc:" + name, tenant.equals(ANY_TENANT) ? null : tenant, roles));
  }

  private static String text(JWTClaimsSet claims, String name) throws CredentialRefused {
    Object value = claim(claims.getClaims(), name);
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    throw new CredentialRefused(
        "token",
        "claim-missing",
        "token has no text in its claim '" + name + "'; let its issuer add it");
  }

  /** A claim by its name, or by the path to it: {@code realm_access.roles}. */
  private static @Nullable Object claim(Map<?, ?> claims, String name) {
    if (claims.containsKey(name)) {
      return claims.get(name);
    }
    int dot = name.indexOf('.');
    return dot > 0 && claims.get(name.substring(0, dot)) instanceof Map<?, ?> inner
        ? claim(inner, name.substring(dot + 1))
        : null;
  }

  private static Stream<String> words(@Nullable Object claim) {
    if (claim instanceof Collection<?> many) {
      return many.stream().map(String::valueOf);
    }
    return claim instanceof String text ? Arrays.stream(text.split("\\s+", -1)) : Stream.of();
  }
}
