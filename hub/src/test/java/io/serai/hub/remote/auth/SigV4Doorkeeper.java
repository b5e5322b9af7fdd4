package io.serai.hub.remote.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Admits what AWS would: a signature over host, date, body hash and session token that is of this
 * region and service, right, and no older or newer than 15 minutes.
 *
 * @param account whose requests pass
 * @param region where the function is
 * @param service what it is reached by
 * @param clock the time at AWS
 */
record SigV4Doorkeeper(Account account, String region, String service, Clock clock)
    implements Doorkeeper {

  /** An access key, with the token of a session where it belongs to one. */
  record Account(String id, String secret, @Nullable String sessionToken) {}

  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\S+), ?SignedHeaders=(\\S+), ?Signature=(\\w{64})");
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
  private static final Duration WINDOW = Duration.ofMinutes(15);

  @Override
  public void admit(Received request) throws Denied {
    Matcher authorization = AUTHORIZATION.matcher(request.header("authorization"));
    if (!authorization.matches()) {
      throw new Denied(403, "Missing Authentication Token");
    }
    String date = request.header("x-amz-date");
    requireRecent(date);
    require(authorization.group(1).equals(account.id()), "unknown access key");
    String scope = date.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
    require(authorization.group(2).equals(scope), "Credential should be scoped to " + scope);
    List<String> signed = List.of(authorization.group(3).split(";", -1));
    require(
        signed.containsAll(List.of("host", "x-amz-content-sha256", "x-amz-date")),
        "host, date and body hash must be signed");
    requireSession(request, signed);
    requireSignature(request, scope, signed, authorization.group(4));
  }

  private void requireRecent(String date) throws Denied {
    require(date.matches("\\d{8}T\\d{6}Z"), "no date");
    Duration off =
        Duration.between(
            LocalDateTime.parse(date, DATE), LocalDateTime.now(clock.withZone(ZoneOffset.UTC)));
    require(off.abs().compareTo(WINDOW) <= 0, "Signature expired or not yet current");
  }

  private void requireSession(Received request, List<String> signed) throws Denied {
    if (account.sessionToken() != null) {
      require(
          signed.contains("x-amz-security-token")
              && account.sessionToken().equals(request.header("x-amz-security-token")),
          "The security token included in the request is invalid");
    }
  }

  private void requireSignature(
      Received request, String scope, List<String> signed, String signature) throws Denied {
    try {
      String bodyHash = SigV4.hash(request.body());
      require(bodyHash.equals(request.header("x-amz-content-sha256")), "body hash does not match");
      String expected = new SigV4(scope, account.secret()).signature(request, signed, bodyHash);
      require(
          MessageDigest.isEqual(
              expected.getBytes(StandardCharsets.US_ASCII),
              signature.getBytes(StandardCharsets.US_ASCII)),
          "The request signature we calculated does not match");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void require(boolean right, String why) throws Denied {
    if (!right) {
      throw new Denied(403, why);
    }
  }
}
