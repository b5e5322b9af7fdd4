package io.serai.hub.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * Keeps the bytes of a webhook that is a form: Camel would read them into a map, and a signature is
 * over the bytes. The content type goes on under a name of our own.
 */
public final class RawForms {

  /** The header under which the content type of a webhook goes on. */
  public static final String CONTENT_TYPE = "serai-webhook-content-type";

  private RawForms() {}

  /** Lets a request pass, as bytes. */
  static void keep(RoutingContext context) {
    MultiMap headers = context.request().headers();
    String type = headers.get(HttpHeaders.CONTENT_TYPE);
    headers.set(CONTENT_TYPE, type == null ? "" : type);
    headers.set(HttpHeaders.CONTENT_TYPE, "application/octet-stream");
    context.next();
  }
}
