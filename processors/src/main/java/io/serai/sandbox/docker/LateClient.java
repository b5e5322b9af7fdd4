package io.serai.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.DockerClientDelegate;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A client that is made when it is first used: many a hub has no engine. */
final class LateClient extends DockerClientDelegate {

  private static final int CONNECTIONS = 128;

  private final URI host;
  private @Nullable DockerClient made;

  /** A client of the engine at this socket, a {@code unix:} URI. */
  LateClient(URI host) {
    this.host = host;
  }

  @Override
  protected synchronized DockerClient getDockerClient() {
    if (made == null) {
      made = connect(host);
    }
    return made;
  }

  private static DockerClient connect(URI host) {
    DefaultDockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(host.toString())
            .build();
    return DockerClientImpl.getInstance(
        config,
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(host)
            .maxConnections(CONNECTIONS)
            .connectionTimeout(Duration.ofSeconds(5))
            .build());
  }

  @Override
  public synchronized void close() throws IOException {
    if (made != null) {
      made.close();
    }
  }
}
