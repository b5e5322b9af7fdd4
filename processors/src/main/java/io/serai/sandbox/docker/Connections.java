package io.serai.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.serai.sandbox.SandboxException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Makes clients of an engine. */
final class Connections {

  private static final int MANY = 128;
  private static final int FEW = 8;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private Connections() {}

  /** Waits for an answer as long as it takes. */
  static DockerClient patient(URI host) {
    return client(host, builder(host).maxConnections(MANY));
  }

  /** Fails when no answer comes within seconds. */
  static DockerClient impatient(URI host) {
    return client(host, builder(host).maxConnections(FEW).responseTimeout(ANSWER));
  }

  private static ZerodepDockerHttpClient.Builder builder(URI host) {
    return new ZerodepDockerHttpClient.Builder().dockerHost(host).connectionTimeout(CONNECT);
  }

  private static DockerClient client(URI host, ZerodepDockerHttpClient.Builder http) {
    DefaultDockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(host.toString())
            .build();
    return DockerClientImpl.getInstance(config, http.build());
  }

  static void close(DockerClient client) {
    try {
      client.close();
    } catch (IOException e) {
      throw new SandboxException("docker client could not be closed", e);
    }
  }
}
