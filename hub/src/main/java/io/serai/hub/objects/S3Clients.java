package io.serai.hub.objects;

import io.serai.hub.config.HubConfig;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes clients of S3 servers, of AWS and of others. */
final class S3Clients {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final int TRIES = 2;

  private S3Clients() {}

  /**
   * Sends a body without asking whether it is welcome ({@code Expect: 100-continue}): the JDK's
   * client takes a refusal at that point for a broken connection.
   */
  private static final class Unexpecting implements ExecutionInterceptor {

    @Override
    public SdkHttpRequest modifyHttpRequest(
        Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
      return context.httpRequest().toBuilder().removeHeader("Expect").build();
    }
  }

  /**
   * A client of the configured server. Its keys are read anew for each request, so that they may
   * change. Serai keeps digests itself, and not every server knows those of AWS.
   */
  static S3Client of(HubConfig.Objects config) {
    S3ClientBuilder client =
        S3Client.builder()
            .region(Region.of(config.region()))
            .credentialsProvider(credentials(config))
            .forcePathStyle(config.pathStyle())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(
                settings ->
                    settings
                        .addExecutionInterceptor(new Unexpecting())
                        .retryStrategy(retry -> retry.maxAttempts(TRIES)))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(SILENCE));
    if (!config.endpoint().isEmpty()) {
      client.endpointOverride(URI.create(config.endpoint()));
    }
    return client.build();
  }

  private static AwsCredentialsProvider credentials(HubConfig.Objects config) {
    return config.accessKey().isEmpty()
        ? DefaultCredentialsProvider.builder().build()
        : () ->
            AwsBasicCredentials.create(
                config.accessKey().resolve().reveal(), config.secretKey().resolve().reveal());
  }
}
