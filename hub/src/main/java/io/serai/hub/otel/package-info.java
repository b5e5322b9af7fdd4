/**
 * Sends traces to an OpenTelemetry receiver: the one place that knows OpenTelemetry, whose exporter
 * is loaded only when a receiver is configured.
 */
@NullMarked
package io.serai.hub.otel;

import org.jspecify.annotations.NullMarked;
