package io.serai.hub.remote.auth;

import io.serai.hub.remote.RequestSigner;
import io.serai.hub.remote.SigningException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** Signature Version 4 of AWS, over the whole request and the hash of its body. */
final class AwsSigner implements RequestSigner {

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final AwsCredentialsProvider credentials = DefaultCredentialsProvider.builder().build();
  private final String region;
  private final String service;
  private final Clock clock;

  /**
   * Signs for one service in one region.
   *
   * @param region such as {@code eu-central-1}
   * @param service {@code lambda} for function URLs, {@code execute-api} for API Gateway
   * @param clock dates the signatures
   */
  AwsSigner(String region, String service, Clock clock) {
    this.region = region;
    this.service = service;
    this.clock = clock;
  }

  @Override
  public Map<String, String> sign(
      String method, URI address, Map<String, String> headers, byte[] body) {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(address);
    headers.forEach(request::putHeader);
    AwsCredentials identity = credentials();
    SdkHttpRequest signed =
        signer
            .sign(
                each ->
                    each.identity(identity)
                        .request(request.build())
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
            .request();
    return added(signed.headers(), headers);
  }

  private AwsCredentials credentials() {
    try {
      return credentials.resolveCredentials();
    } catch (SdkException e) {
      throw new SigningException(
          "credentials of AWS are missing or refused; set AWS_ACCESS_KEY_ID and"
              + " AWS_SECRET_ACCESS_KEY, name a profile, or give this machine a role: "
              + e.getMessage(),
          e);
    }
  }

  /** What the signer put there. The client writes {@code Host} itself, from the same address. */
  private static Map<String, String> added(
      Map<String, List<String>> signed, Map<String, String> headers) {
    Map<String, String> added = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    signed.forEach((name, values) -> added.put(name, String.join(",", values)));
    added.remove("Host");
    headers.keySet().forEach(added::remove);
    return added;
  }
}
