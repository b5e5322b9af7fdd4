package io.serai.it;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/** An S3 server on loopback, over files, that serves nobody without its key. */
final class S3Server implements AutoCloseable {

  static final String BUCKET = "serai";
  static final String ACCESS_KEY = "AKIASERAITEST";
  static final String SECRET_KEY = "a secret that only the two know";

  private final S3Proxy server;

  private S3Server(S3Proxy server) {
    this.server = server;
  }

  static S3Server start(Path directory) throws Exception {
    Files.createDirectories(directory.resolve(BUCKET));
    Properties properties = new Properties();
    properties.setProperty("jclouds.filesystem.basedir", directory.toString());
    BlobStore files = BlobStores.create("filesystem", properties);
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(files)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
            .build();
    server.start();
    return new S3Server(server);
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("S3 server cannot be stopped", e);
    }
  }
}
