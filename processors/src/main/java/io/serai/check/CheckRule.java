package io.serai.check;

/** What is asked of the files of a home; every finding is against one of these. */
public enum CheckRule {
  UNREADABLE_FILE("unreadable-file", "the file can be read"),
  YAML_SYNTAX("yaml-syntax", "the file is YAML, and says nothing twice"),
  SCHEMA("schema", "the file has the form that its schema asks for"),
  UNKNOWN_PROPERTY("unknown-property", "a property is one of those that its place knows"),
  MISSING_PROPERTY("missing-property", "what is required is said"),
  BAD_VALUE("bad-value", "a value is of the type, the form and the range that are allowed"),
  UNKNOWN_NAME("unknown-name", "what is named exists: a tenant, a provider, a region, a model"),
  DUPLICATE_NAME("duplicate-name", "names of rules, targets and routes are unique"),
  UNKNOWN_KAMELET("unknown-kamelet", "a kamelet that is named is one of kamelets/"),
  MISSING_KAMELET_PROPERTY(
      "missing-kamelet-property", "a kamelet is given all properties that it requires"),
  UNKNOWN_KAMELET_PROPERTY(
      "unknown-kamelet-property", "a kamelet is given only properties that it defines"),
  KAMELET_NAME("kamelet-name", "a kamelet is named as its file is"),
  UNRESOLVED_PLACEHOLDER(
      "unresolved-placeholder", "a placeholder stands for a setting, or a kamelet's property"),
  MISSING_BEAN("missing-bean", "a bean that a route names is one of the hub's"),
  UNKNOWN_METHOD("unknown-method", "a method that a route names is one of its bean's"),
  UNKNOWN_ROUTE_CONFIGURATION(
      "unknown-route-configuration", "a route configuration that is named exists"),
  NO_CONSUMER("no-consumer", "a direct: endpoint that is sent to has a route"),
  UNKNOWN_COMPONENT("unknown-component", "the component of an endpoint is one of the hub's"),
  UNKNOWN_OPTION("unknown-option", "an endpoint is given only options that it has"),
  BAD_ENDPOINT("bad-endpoint", "an endpoint can be made of what it is given"),
  ENDPOINT_NOT_ALLOWED(
      "endpoint-not-allowed", "an endpoint is fixed, or from a closed set, and of a known kind"),
  DOES_NOT_BUILD("does-not-build", "Camel can build the route"),
  UNREACHABLE_RULE("unreachable-rule", "a rule is not behind one that takes all it would take"),
  SHADOWED_RULE("shadowed-rule", "a rule changes something that no earlier one has decided"),
  UNKNOWN_SETTING("unknown-setting", "a setting is one of those that there are");

  private final String word;
  private final String meaning;

  CheckRule(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  /** Its stable id, as findings bear it. */
  public String word() {
    return word;
  }

  /** What holds in files that keep it. */
  public String meaning() {
    return meaning;
  }

  /**
   * The rule that a document breaks which its JSON Schema refuses.
   *
   * @param keyword the one of the schema that refused it; may be empty
   */
  public static CheckRule ofKeyword(String keyword) {
    return switch (keyword) {
      case "additionalProperties" -> UNKNOWN_PROPERTY;
      case "required" -> MISSING_PROPERTY;
      case "type",
          "enum",
          "const",
          "pattern",
          "format",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "minLength",
          "maxLength" ->
          BAD_VALUE;
      default -> SCHEMA;
    };
  }
}
