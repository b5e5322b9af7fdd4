package io.serai.hub.node;

import io.serai.hub.config.HubConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An authority and certificates, made by the script that operators use. */
public record Certificates(Path directory) {

  private static final Path SCRIPT =
      Path.of(System.getProperty("serai.home"), "deploy/certificates");

  /** Makes an authority in a directory. */
  public static Certificates make(Path directory) {
    Certificates made = new Certificates(directory);
    made.script("ca");
    return made;
  }

  /** A hub's certificate. */
  public HubConfig.Tls hub(String name) {
    script("hub", name);
    return tls(name);
  }

  /** A node's certificate, for where it is reached. */
  public HubConfig.Tls node(String name, String host) {
    script("node", name, host);
    return tls(name);
  }

  /** As a hub's, in a unit of another name. */
  HubConfig.Tls client(String name, String unit) {
    String file = directory.resolve(name).toString();
    run(
        List.of(
            "sh",
            "-c",
            ("openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout %1$s.key"
                    + " -subj '/O=serai/OU=%2$s/CN=x' -out %1$s.csr && openssl x509 -req -in %1$s.csr"
                    + " -CA %3$s/ca.pem -CAkey %3$s/ca.key -set_serial 7 -out %1$s.pem")
                .formatted(file, unit, directory)));
    return tls(name);
  }

  private HubConfig.Tls tls(String name) {
    return new HubConfig.Tls(
        directory.resolve("ca.pem").toString(),
        directory.resolve(name + ".pem").toString(),
        directory.resolve(name + ".key").toString());
  }

  private void script(String role, String... arguments) {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString(), role, directory.toString()));
    command.addAll(List.of(arguments));
    run(command);
  }

  private static void run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + said);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
