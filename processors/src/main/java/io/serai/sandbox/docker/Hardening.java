package io.serai.sandbox.docker;

import io.serai.sandbox.warm.Limiter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What every container of a provider is made with.
 *
 * @param runtime the engine's runtime, such as {@code runc} or {@code runsc}
 * @param limiter who limits processes in it
 * @param securityOptions the engine's security options
 */
record Hardening(String runtime, Limiter limiter, List<String> securityOptions) {

  Hardening {
    securityOptions = List.copyOf(securityOptions);
  }

  /** With the system call filter of a file. */
  static Hardening with(String runtime, Limiter limiter, Path seccompProfile) throws IOException {
    return new Hardening(
        runtime,
        limiter,
        List.of("no-new-privileges", "seccomp=" + Files.readString(seccompProfile)));
  }
}
