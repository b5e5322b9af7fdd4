package io.serai.hub;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the routes may name, by the name they use. */
record Beans(Map<String, Object> byName) {

  Beans {
    byName = Map.copyOf(byName);
  }

  static Builder builder() {
    return new Builder();
  }

  static final class Builder {

    private final Map<String, Object> byName = new LinkedHashMap<>();

    Builder add(String name, Object bean) {
      if (byName.put(name, bean) != null) {
        throw new IllegalStateException("bean '" + name + "' is bound twice; names are unique");
      }
      return this;
    }

    Beans build() {
      return new Beans(byName);
    }
  }
}
