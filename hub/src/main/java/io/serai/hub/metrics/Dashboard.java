package io.serai.hub.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A dashboard of Grafana, made of a few lines: two panels a row, over whatever Prometheus its
 * reader chooses.
 *
 * @param source its {@code uid}, {@code title} and {@code panels}, of which each has a {@code
 *     title}, a {@code unit} and {@code queries} by their legends
 * @see <a
 *     href="https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/">Dashboard
 *     JSON model</a>
 */
public record Dashboard(JsonNode source) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int SCHEMA_VERSION = 39;
  private static final int WIDTH = 12;
  private static final int HEIGHT = 8;

  /** The name of its file. */
  public String file() {
    return source.path("uid").asText() + ".json";
  }

  /** What Grafana imports. */
  public String json() {
    ObjectNode dashboard =
        NODES
            .objectNode()
            .put("uid", source.path("uid").asText())
            .put("title", source.path("title").asText())
            .put("schemaVersion", SCHEMA_VERSION)
            .put("editable", false)
            .put("refresh", "30s");
    dashboard.putArray("tags").add("serai");
    dashboard.putObject("time").put("from", "now-6h").put("to", "now");
    dashboard
        .putObject("templating")
        .putArray("list")
        .addObject()
        .put("name", "datasource")
        .put("type", "datasource")
        .put("query", "prometheus");
    ArrayNode panels = dashboard.putArray("panels");
    source.path("panels").forEach(panel -> panels.add(panel(panel, panels.size())));
    return dashboard.toPrettyString() + "\n";
  }

  private static ObjectNode panel(JsonNode source, int place) {
    ObjectNode panel =
        NODES
            .objectNode()
            .put("id", place + 1)
            .put("type", "timeseries")
            .put("title", source.path("title").asText());
    panel.set("datasource", datasource());
    panel
        .putObject("gridPos")
        .put("x", place % 2 * WIDTH)
        .put("y", place / 2 * HEIGHT)
        .put("w", WIDTH)
        .put("h", HEIGHT);
    panel.putObject("fieldConfig").putObject("defaults").put("unit", source.path("unit").asText());
    ArrayNode targets = panel.putArray("targets");
    for (Map.Entry<String, JsonNode> query : source.path("queries").properties()) {
      ObjectNode target =
          targets
              .addObject()
              .put("refId", String.valueOf((char) ('A' + targets.size() - 1)))
              .put("expr", query.getValue().asText())
              .put("legendFormat", query.getKey())
              // Only histograms have samples that lead to a trace.
              .put("exemplar", query.getValue().asText().contains("_bucket"));
      target.set("datasource", datasource());
    }
    return panel;
  }

  private static ObjectNode datasource() {
    return NODES.objectNode().put("type", "prometheus").put("uid", "${datasource}");
  }
}
