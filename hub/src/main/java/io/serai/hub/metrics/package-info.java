/**
 * What the hub counts and times, for Prometheus to ask: the one place that knows Micrometer. Stages
 * know nothing of it.
 */
@NullMarked
package io.serai.hub.metrics;

import org.jspecify.annotations.NullMarked;
