package io.serai.hub.check;

import io.serai.check.CheckRule;
import io.serai.check.Names;
import io.serai.hub.context.SharingContext;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.dsl.yaml.common.YamlSupport;
import org.apache.camel.spi.CamelContextCustomizer;
import org.apache.camel.spi.EndpointUriFactory;
import org.jspecify.annotations.Nullable;

/**
 * A context that makes endpoints of what the files say, one by one, and starts none: so that each
 * is judged by the component that will run it.
 */
final class EndpointTrial implements AutoCloseable {

  /** What the routes of a hub are for needs no others, and others reach the machine itself. */
  private static final Set<String> SCHEMES =
      new TreeSet<>(
          Set.of(
              "bean",
              "controlbus",
              "direct",
              "docker",
              "http",
              "https",
              "kafka",
              "kamelet",
              "kubernetes-job",
              "kubernetes-secrets",
              "log",
              "node",
              "rest-openapi",
              "sandbox",
              "spring-rabbitmq",
              "timer",
              "webhook-door"));

  /** Looked at by name: what they lead to is in the files themselves. */
  private static final Set<String> BY_NAME = Set.of("direct", "kamelet");

  private static final String EXPRESSIONS = "controlbus:language";

  private static final Pattern UNKNOWN = Pattern.compile("Unknown parameters=\\[\\{(.*)}]");
  private static final Pattern VALUE = Pattern.compile("property \\(([\\w.-]+)=");

  private final Properties properties;
  private final Map<String, Object> beans;
  private @Nullable CamelContext made;

  EndpointTrial(Properties properties, Map<String, Object> beans) {
    this.properties = properties;
    this.beans = beans;
  }

  /** Made when it is first asked for: an edit may name no endpoint. */
  private CamelContext context() {
    if (made == null) {
      SharingContext context = new SharingContext();
      beans.forEach(context.getRegistry()::bind);
      context
          .getRegistry()
          .findByType(CamelContextCustomizer.class)
          .forEach(each -> each.configure(context));
      context.getPropertiesComponent().setInitialProperties(properties);
      made = context;
    }
    return made;
  }

  /** The options of a scheme; none where it does not say them. */
  private Set<String> options(String scheme) {
    EndpointUriFactory factory = context().getCamelContextExtension().getEndpointUriFactory(scheme);
    return factory == null ? Set.of() : factory.propertyNames();
  }

  /** What is wrong with an endpoint that a file names. */
  List<Finding> check(EndpointUse use, Settings settings) {
    Optional<String> uri = settings.resolve(use.uri());
    if (uri.isEmpty()) {
      return List.of();
    }
    String scheme = uri.get().split("[:?]", 2)[0];
    if (!SCHEMES.contains(scheme)) {
      return List.of(use.wrong(refused(scheme), refusal(scheme)));
    }
    if (uri.get().startsWith(EXPRESSIONS)) {
      return List.of(
          use.wrong(
              CheckRule.ENDPOINT_NOT_ALLOWED,
              "endpoint '"
                  + EXPRESSIONS
                  + "' runs what a message says; allowed: controlbus:route"));
    }
    return BY_NAME.contains(scheme) ? List.of() : make(use, uri.get(), settings);
  }

  private CheckRule refused(String scheme) {
    return context().getComponent(scheme, true, false) == null
        ? CheckRule.UNKNOWN_COMPONENT
        : CheckRule.ENDPOINT_NOT_ALLOWED;
  }

  private static String refusal(String scheme) {
    return "endpoint of kind '"
        + scheme
        + "' is not allowed; allowed: "
        + String.join(", ", SCHEMES);
  }

  private List<Finding> make(EndpointUse use, String uri, Settings settings) {
    Map<String, Object> options = new LinkedHashMap<>();
    use.options()
        .properties()
        .forEach(
            each ->
                settings
                    .resolve(each.getValue().asText())
                    .ifPresent(value -> options.put(each.getKey(), value)));
    try {
      context().getEndpoint(YamlSupport.createEndpointUri(context(), null, uri, options));
      return List.of();
    } catch (RuntimeException e) {
      return worded(use, uri, e);
    }
  }

  private List<Finding> worded(EndpointUse use, String uri, RuntimeException why) {
    String message = rootMessage(why);
    Matcher unknown = UNKNOWN.matcher(message);
    if (unknown.find()) {
      Set<String> known = known(use, uri);
      return Arrays.stream(unknown.group(1).split(", ", -1))
          .map(each -> each.split("=", 2)[0])
          .map(
              name ->
                  use.wrongOption(
                      name, CheckRule.UNKNOWN_OPTION, Names.unknown("option", name, known)))
          .toList();
    }
    Matcher value = VALUE.matcher(allMessages(why));
    return List.of(
        value.find()
            ? use.wrongValue(value.group(1), CheckRule.BAD_VALUE, message)
            : use.wrong(CheckRule.BAD_ENDPOINT, message));
  }

  /** The options of a component that does not list them are what can be set on its endpoint. */
  private Set<String> known(EndpointUse use, String uri) {
    Set<String> listed = options(use.scheme());
    if (!listed.isEmpty()) {
      return listed;
    }
    Class<?> endpoint = context().getEndpoint(uri.split("\\?", 2)[0]).getClass();
    return Arrays.stream(endpoint.getDeclaredMethods())
        .map(Method::getName)
        .filter(name -> name.startsWith("set"))
        .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4))
        .collect(Collectors.toSet());
  }

  private static String allMessages(Throwable thrown) {
    StringBuilder all = new StringBuilder();
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      all.append(each.getMessage()).append('\n');
    }
    return all.toString();
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("").trim();
  }

  @Override
  public void close() {
    if (made != null) {
      made.stop();
    }
  }
}
