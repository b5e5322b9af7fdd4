package io.serai.hub.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The query of a request (RFC 3986, section 3.4). */
public final class Query {

  private final List<String> parameters = new ArrayList<>();

  /** Adds a parameter, unless it has no value. */
  public Query with(String name, @Nullable String value) {
    if (value != null) {
      parameters.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
    return this;
  }

  @Override
  public String toString() {
    return String.join("&", parameters);
  }
}
