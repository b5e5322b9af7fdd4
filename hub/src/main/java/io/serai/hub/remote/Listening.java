package io.serai.hub.remote;

import io.serai.fleet.Occupancy;
import io.serai.job.Walk;
import java.util.function.Consumer;
import org.apache.camel.Exchange;

/** Who hears how full the node of an exchange says it is. */
final class Listening {

  private Listening() {}

  /** Nobody where none is named. */
  @SuppressWarnings("unchecked")
  static Consumer<Occupancy> of(Exchange exchange) {
    Consumer<Occupancy> named = exchange.getProperty(Walk.OCCUPANCY, Consumer.class);
    return named == null ? unheard -> {} : named;
  }
}
