/** A started hub, driven from outside: over HTTP, RabbitMQ and Kafka, with real clients. */
@NullMarked
package io.serai.it;

import org.jspecify.annotations.NullMarked;
