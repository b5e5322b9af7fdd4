package io.serai.hub.check;

import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Parts the routes that stand at a hub's doors, where brokers, clients and clocks come in, from
 * those inside, which are only sent to. The items of a file that are not wanted are blanked out, so
 * that what is left keeps its lines.
 */
final class RouteSplit {

  /** The scheme whose consumers hear only what routes of the same context send. */
  private static final String INNER_SCHEME = "direct";

  /** What routes of both parts go by. */
  private static final Set<String> SHARED =
      Set.of("routeConfiguration", "route-configuration", "beans", "routeTemplate");

  private final Map<String, String> doors = new TreeMap<>();
  private final Map<String, String> inside = new TreeMap<>();

  /** The parts of some files. */
  RouteSplit(Map<String, String> files) {
    files.forEach(
        (file, text) -> {
          Node tree = composed(text);
          only(text, tree, true).ifPresent(part -> doors.put(file, part));
          only(text, tree, false).ifPresent(part -> inside.put(file, part));
        });
  }

  /** The routes at the doors. */
  Map<String, String> doors() {
    return doors;
  }

  /** The routes inside. */
  Map<String, String> inside() {
    return inside;
  }

  private static Optional<String> only(String text, @Nullable Node tree, boolean doors) {
    if (!(tree instanceof SequenceNode items)) {
      return Optional.of(text);
    }
    List<Node> strange = items.getValue().stream().filter(item -> !belongs(item, doors)).toList();
    if (strange.size() == items.getValue().size()) {
      return Optional.empty();
    }
    if (strange.isEmpty()) {
      return Optional.of(text);
    }
    String[] lines = text.split("\n", -1);
    strange.forEach(item -> blank(lines, item));
    return Optional.of(String.join("\n", lines));
  }

  /** Null where it is no YAML: whoever loads it will say so. */
  private static @Nullable Node composed(String text) {
    try {
      return new Yaml(new LoaderOptions()).compose(new StringReader(text));
    } catch (YAMLException e) {
      return null;
    }
  }

  private static boolean belongs(Node item, boolean doors) {
    if (!(item instanceof MappingNode mapping) || mapping.getValue().isEmpty()) {
      return true;
    }
    String kind = key(mapping.getValue().get(0));
    return SHARED.contains(kind) || isDoor(mapping) == doors;
  }

  private static boolean isDoor(MappingNode item) {
    Node route = value(item, "route");
    Node from = value(route == null ? item : route, "from");
    Node uri = from instanceof ScalarNode ? from : value(from, "uri");
    return uri instanceof ScalarNode text && !INNER_SCHEME.equals(scheme(text.getValue()));
  }

  private static String scheme(String uri) {
    int colon = uri.indexOf(':');
    return colon < 0 ? uri : uri.substring(0, colon);
  }

  private static @Nullable Node value(@Nullable Node node, String key) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple each : mapping.getValue()) {
        if (key(each).equals(key)) {
          return each.getValueNode();
        }
      }
    }
    return null;
  }

  private static String key(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  /** An item ends where the next begins, or where its file does: all its lines are its own. */
  private static void blank(String[] lines, Node item) {
    Mark end = item.getEndMark();
    int after = end.getColumn() > 0 ? end.getLine() + 1 : end.getLine();
    Arrays.fill(lines, item.getStartMark().getLine(), Math.min(after, lines.length), "");
  }
}
