package io.serai.hub.cli;

import io.serai.hub.config.ConfigReader;
import io.serai.hub.config.HubConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the configuration comes from. */
final class ConfigOptions {

  @Option(names = "--home", description = "Where routes, kamelets and policies are.")
  private Path home = Path.of(System.getProperty("serai.home", ".")).toAbsolutePath().normalize();

  @Option(names = "--config", description = "A properties file; serai.properties when absent.")
  private @Nullable Path config;

  @Option(names = "--set", description = "One setting, KEY=VALUE; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  HubConfig config() {
    return config(Map.of());
  }

  /** What can be had of the configuration, and what is wrong with it. */
  ConfigReader.Checked check() {
    return reader(Map.of()).check(home);
  }

  /** The configuration, with other defaults where nothing is set on the command line. */
  HubConfig config(Map<String, String> defaults) {
    return reader(defaults).read(home);
  }

  /** The same configuration, for another home. */
  HubConfig config(Path other) {
    return reader(Map.of()).read(other);
  }

  private ConfigReader reader(Map<String, String> defaults) {
    ConfigReader reader = new ConfigReader();
    Path file = config == null ? home.resolve("serai.properties") : config;
    if (config != null || Files.exists(file)) {
      reader.file(file);
    }
    return reader.environment(System.getenv()).settings(defaults).settings(settings);
  }
}
