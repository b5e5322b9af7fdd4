package io.serai.hub.doctor;

import io.serai.hub.FileCheck;
import io.serai.hub.HubSetup;
import io.serai.hub.config.HubConfig;
import io.serai.sandbox.Readiness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Looks at what jobs would run in, and at the files that say where. */
public final class SandboxExam {

  private final HubConfig config;

  /** Looks at the providers of a configuration. */
  public SandboxExam(HubConfig config) {
    this.config = config;
  }

  /** What was found. */
  public List<Diagnosis> examine() throws IOException {
    List<Diagnosis> found = new ArrayList<>();
    try (HubSetup setup = HubSetup.of(config)) {
      List<String> ready = providers(setup, found);
      found.add(
          ready.isEmpty()
              ? Diagnosis.wrong(
                  "sandbox", "no provider can run jobs", "mend one of those above, or use nodes")
              : Diagnosis.ok("sandbox", "jobs run on " + String.join(", ", ready)));
      found.add(files(setup));
    }
    return found;
  }

  private static List<String> providers(HubSetup setup, List<Diagnosis> found) {
    List<String> ready = new ArrayList<>();
    new TreeMap<>(setup.sandboxes())
        .forEach(
            (name, sandbox) -> {
              Readiness readiness = sandbox.readiness();
              if (readiness.ready()) {
                ready.add(name);
                found.add(Diagnosis.ok(name, readiness.detail()));
              } else {
                found.add(Diagnosis.absent(name, readiness.detail(), remedy(name)));
              }
            });
    return ready;
  }

  private static String remedy(String provider) {
    return provider.equals("process")
        ? "apt-get install bubblewrap python3 nodejs"
        : "start a Docker engine, set serai.docker.host, then ./serai images build";
  }

  private Diagnosis files(HubSetup setup) throws IOException {
    String wrong =
        new FileCheck(config, setup)
            .findings().stream().map(Object::toString).collect(Collectors.joining("; "));
    return wrong.isEmpty()
        ? Diagnosis.ok("files", "policies, routes and kamelets are valid")
        : Diagnosis.wrong("files", wrong, "mend them; ./serai validate says the same");
  }
}
