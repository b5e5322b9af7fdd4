package io.serai.hub.metrics;

import static java.util.stream.Collectors.toSet;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyConfiguration;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.jspecify.annotations.Nullable;

/** The meters of one hub, and the page that shows them. Thread-safe. */
public final class Metrics implements AutoCloseable {

  private static final Set<String> NUMBERED = Set.of("routeId", "camelContext");
  private static final String STAGES =
      "flow,moderation,allowlist,approval,router,recipients,results,traces,costs";
  private static final Pattern COUNTER = Pattern.compile("_total$");
  private static final Pattern HUMP = Pattern.compile("[A-Z]");

  /** Prometheus' own check finds fault with their names, and nobody needs them. */
  private static final Set<String> UNWANTED =
      Set.of("app.info", "system.cpu.count", "process.cpu.time");

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS = "application/openmetrics-text";
  private static final String OPEN_METRICS_1 = OPEN_METRICS + "; version=1.0.0; charset=utf-8";

  /** Routes made of a kamelet are numbered, and so are the contexts of each version of routes. */
  private static final Pattern NUMBER = Pattern.compile("-[0-9]+$");

  private final Exemplars exemplars = new Exemplars();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(
          new Settings(), new PrometheusRegistry(), Clock.SYSTEM, exemplars);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /** Exemplars where the specification has them: on buckets, and on counters. */
  private static final class Settings implements PrometheusConfig {

    @Override
    public @Nullable String get(String key) {
      return null;
    }

    @Override
    public Properties prometheusProperties() {
      Properties properties = new Properties();
      properties.setProperty("io.prometheus.exporter.exemplarsOnAllMetricTypes", "false");
      return properties;
    }
  }

  /**
   * The page.
   *
   * @param mediaType its format, with version and character set
   * @param text the samples
   */
  @SuppressWarnings("ArrayRecordComponent") // Written once, and sent.
  public record Page(String mediaType, byte[] text) {}

  /** Meters of this JVM, and none of a hub yet. */
  public Metrics() {
    registry
        .config()
        .meterFilter(MeterFilter.deny(id -> UNWANTED.contains(id.getName())))
        .meterFilter(worded());
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** Camel's labels in the words of Prometheus, and one series for all that is but numbered. */
  private static MeterFilter worded() {
    return new MeterFilter() {
      @Override
      public Meter.Id map(Meter.Id id) {
        return id.replaceTags(id.getTags().stream().map(Metrics::worded).toList());
      }
    };
  }

  private static Tag worded(Tag tag) {
    boolean numbered = NUMBERED.contains(tag.getKey());
    return Tag.of(
        HUMP.matcher(tag.getKey()).replaceAll(hump -> "_" + hump.group().toLowerCase(Locale.ROOT)),
        numbered ? NUMBER.matcher(tag.getValue()).replaceFirst("") : tag.getValue());
  }

  MeterRegistry registry() {
    return registry;
  }

  Exemplars exemplars() {
    return exemplars;
  }

  /**
   * Meters of every route but those of the stages, which have their own: a walk passes twenty
   * routes. The sum over all routes Prometheus can make itself.
   */
  public MicrometerRoutePolicyFactory routes() {
    MicrometerRoutePolicyFactory routes = new RouteMeters();
    routes.setMeterRegistry(registry);
    MicrometerRoutePolicyConfiguration wanted = new MicrometerRoutePolicyConfiguration();
    wanted.setContextEnabled(false);
    wanted.setExternalRedeliveries(false);
    wanted.setExcludePattern(STAGES);
    routes.setPolicyConfiguration(wanted);
    return routes;
  }

  /**
   * The page in the format that suits its reader best.
   *
   * @param accept the reader's {@code Accept}; absent means Prometheus's own text format
   * @param names the metrics that are wanted, by the names they have on the page; none means all
   * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus text
   *     format</a> and <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/">OpenMetrics
   *     1.0</a>, which shows exemplars too
   */
  public Page page(@Nullable String accept, Collection<String> names) {
    String format = accept != null && accept.contains(OPEN_METRICS) ? OPEN_METRICS_1 : TEXT;
    String text =
        names.isEmpty() ? registry.scrape(format) : registry.scrape(format, collectors(names));
    return new Page(format, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A counter goes by its name without the ending that both formats give it. */
  private static Set<String> collectors(Collection<String> names) {
    return names.stream().map(name -> COUNTER.matcher(name).replaceFirst("")).collect(toSet());
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
