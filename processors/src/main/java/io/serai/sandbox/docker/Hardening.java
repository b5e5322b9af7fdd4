package io.serai.sandbox.docker;

import io.serai.sandbox.warm.Limiter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What every container of a provider is made with.
 *
 * @param runtime the engine's runtime, such as {@code runc} or {@code runsc}
 * @param limiter who limits processes in it
 * @param securityOptions the engine's security options
 */
record Hardening(String runtime, Limiter limiter, List<String> securityOptions) {

  private static final String PROFILE = "serai-sandbox";
  private static final Path LOADED_PROFILES = Path.of("/sys/kernel/security/apparmor/profiles");

  Hardening {
    securityOptions = List.copyOf(securityOptions);
  }

  /** With the system call filter of a file, and the AppArmor profile where the kernel has it. */
  static Hardening with(String runtime, Limiter limiter, Path seccompProfile) throws IOException {
    List<String> options = new ArrayList<>();
    options.add("no-new-privileges");
    options.add("seccomp=" + Files.readString(seccompProfile));
    options.addAll(appArmor(LOADED_PROFILES));
    return new Hardening(runtime, limiter, options);
  }

  /**
   * The option that puts a container under the profile of {@code sandbox-images/apparmor.profile}.
   *
   * @param loaded the kernel's list of the profiles that have been loaded
   */
  static List<String> appArmor(Path loaded) throws IOException {
    boolean there =
        Files.isReadable(loaded)
            && Files.readString(loaded).lines().anyMatch(line -> line.startsWith(PROFILE + " "));
    return there ? List.of("apparmor=" + PROFILE) : List.of();
  }
}
