package io.serai.hub.reload;

import io.swagger.v3.oas.models.OpenAPI;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumerAware;
import org.apache.camel.component.rest.openapi.DefaultRestOpenapiProcessorStrategy;

/**
 * Serves the operations of the HTTP contract by routes inside. Camel looks for those routes beside
 * the consumer, where they are not; whether each is there is checked with every edit.
 */
public final class InsideOperations extends DefaultRestOpenapiProcessorStrategy {

  /** For consumers of this context. */
  public InsideOperations(CamelContext doors) {
    setCamelContext(doors);
  }

  @Override
  public void validateOpenApi(
      OpenAPI contract, String basePath, PlatformHttpConsumerAware consumer) {}
}
