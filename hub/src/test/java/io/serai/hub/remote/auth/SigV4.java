package io.serai.hub.remote.auth;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AWS Signature Version 4, computed from its public specification ("Create a signed AWS API
 * request") without any code of AWS.
 *
 * @param scope {@code yyyyMMdd/region/service/aws4_request}
 * @param secret the secret access key
 */
record SigV4(String scope, String secret) {

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  /** The signature that the request ought to have, over these of its headers. */
  String signature(Received request, List<String> signedHeaders, String payloadHash)
      throws GeneralSecurityException {
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            request.header("x-amz-date"),
            scope,
            hash(canonical(request, signedHeaders, payloadHash).getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(hmac(signingKey(), toSign));
  }

  byte[] signingKey() throws GeneralSecurityException {
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/", -1)) {
      key = hmac(key, part);
    }
    return key;
  }

  static String canonical(Received request, List<String> signedHeaders, String payloadHash) {
    StringBuilder headers = new StringBuilder();
    for (String name : signedHeaders) {
      headers
          .append(name)
          .append(':')
          .append(request.header(name).trim().replaceAll(" +", " "))
          .append('\n');
    }
    return String.join(
        "\n",
        request.method(),
        path(request.target()),
        query(request.target()),
        headers,
        String.join(";", signedHeaders),
        payloadHash);
  }

  static String hash(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  /** Each segment of the path as it is on the wire, encoded once more: so for all but S3. */
  private static String path(URI target) {
    String raw = target.getRawPath();
    return raw == null || raw.isEmpty() ? "/" : encode(raw).replace("%2F", "/");
  }

  private static String query(URI target) {
    String raw = target.getRawQuery();
    if (raw == null) {
      return "";
    }
    List<String> pairs = new ArrayList<>();
    for (String pair : raw.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      pairs.add(
          encode(decode(parts[0])) + "=" + (parts.length > 1 ? encode(decode(parts[1])) : ""));
    }
    pairs.sort(null);
    return String.join("&", pairs);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      if (UNRESERVED.indexOf(each) >= 0) {
        encoded.append((char) each);
      } else {
        encoded.append(String.format("%%%02X", each));
      }
    }
    return encoded.toString();
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
