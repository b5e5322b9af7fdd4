package io.serai.hub.context;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;
import org.jspecify.annotations.Nullable;

/**
 * Finds classes and resources as Camel does, and remembers for all contexts of the process which
 * services there are. A context asks for some hundred of them when it starts, and most are not
 * there: each time every jar would be looked through, and be locked against whoever runs jobs.
 * Thread-safe.
 */
final class SharedClassResolver extends DefaultClassResolver {

  private static final String SERVICES = "META-INF/services/org/apache/camel/";

  /** By name; the class path of a process stays as it is. */
  private static final Map<String, Optional<byte[]>> KNOWN = new ConcurrentHashMap<>();

  /** That of a context. */
  SharedClassResolver(CamelContext context) {
    super(context);
  }

  @Override
  public @Nullable InputStream loadResourceAsStream(String name) {
    return name.startsWith(SERVICES)
        ? KNOWN.computeIfAbsent(name, this::read).map(ByteArrayInputStream::new).orElse(null)
        : super.loadResourceAsStream(name);
  }

  private Optional<byte[]> read(String name) {
    try (InputStream found = super.loadResourceAsStream(name)) {
      return found == null ? Optional.empty() : Optional.of(found.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("resource '" + name + "' cannot be read", e);
    }
  }
}
