package io.serai.hub.reload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.serai.hub.check.Finding;
import io.serai.hub.check.RouteFiles;
import io.serai.hub.context.SharingContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.spi.CamelContextCustomizer;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * A context in which an edit is tried: it has the beans and settings of the running one, builds
 * every route, and starts none, so that nothing binds, connects or consumes.
 */
final class ScratchContext implements AutoCloseable {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String CHECK = "check-";

  private final SharingContext context;
  private final List<Finding> findings = new ArrayList<>();
  private final RouteFiles files;

  ScratchContext(Properties properties, Map<String, Object> beans, RouteFiles files) {
    this.files = files;
    this.context = new SharingContext();
    beans.forEach(context.getRegistry()::bind);
    // Camel Main does the same for the running context.
    context
        .getRegistry()
        .findByType(CamelContextCustomizer.class)
        .forEach(each -> each.configure(context));
    context.setAutoStartup(false);
    context.setSourceLocationEnabled(true);
    context.getPropertiesComponent().setInitialProperties(properties);
  }

  /** Builds everything, and tells what could not be built. */
  List<Finding> tryAll() {
    files.routes().keySet().forEach(this::load);
    if (findings.isEmpty()) {
      files.kamelets().forEach(this::loadKamelet);
    }
    if (findings.isEmpty()) {
      build();
    }
    return findings;
  }

  private void load(String file) {
    try {
      loader().loadRoutes(files.resource(file));
    } catch (Exception e) {
      findings.add(Findings.of(file, String.valueOf(files.routes().get(file)), e));
    }
  }

  private void loadKamelet(String file, String text) {
    String name = file.substring(file.lastIndexOf('/') + 1, file.indexOf(".kamelet.yaml"));
    try {
      loader().loadRoutes(ResourceHelper.fromString(file, text));
      // What the kamelet component itself fills in for each endpoint.
      Map<String, Object> parameters = examples(text);
      parameters.putAll(Map.of("templateId", name, "routeId", CHECK + name, "uuid", CHECK + name));
      context.addRouteFromTemplate(CHECK + name, name, parameters);
    } catch (Exception e) {
      findings.add(Findings.of(file, text, e));
    }
  }

  /** What stands in for the properties that each endpoint has to say itself. */
  private static Map<String, Object> examples(String kamelet) throws IOException {
    Map<String, Object> examples = new HashMap<>();
    JsonNode properties = YAML.readTree(kamelet).at("/spec/definition/properties");
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      if (property.getValue().has("example")) {
        examples.put(property.getKey(), property.getValue().path("example").asText());
      }
    }
    return examples;
  }

  private void build() {
    try {
      context.start();
    } catch (Exception e) {
      findings.add(Findings.locate(files, e));
    }
  }

  private RoutesLoader loader() {
    return PluginHelper.getRoutesLoader(context);
  }

  @Override
  public void close() {
    context.stop();
  }
}
