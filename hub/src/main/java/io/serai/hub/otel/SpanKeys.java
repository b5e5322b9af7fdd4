package io.serai.hub.otel;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;

/**
 * The names of what spans say, each made once: a key remembers how it is written on the wire.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/registry/attributes/">attributes of the
 *     semantic conventions</a>; those of no other system begin with {@code serai}
 */
public final class SpanKeys {

  public static final AttributeKey<String> JOB_ID = stringKey("serai.job.id");
  public static final AttributeKey<String> RUN_ID = stringKey("serai.run.id");
  public static final AttributeKey<String> TENANT = stringKey("serai.tenant");
  public static final AttributeKey<String> PROVIDER = stringKey("serai.provider");
  public static final AttributeKey<String> STATUS = stringKey("serai.status");
  public static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");

  static final AttributeKey<String> SOURCE = stringKey("serai.source");
  static final AttributeKey<String> VERDICT = stringKey("serai.verdict");
  static final AttributeKey<String> VERDICT_CATEGORY = stringKey("serai.verdict.category");
  static final AttributeKey<String> TARGET = stringKey("serai.target");
  static final AttributeKey<String> NODE = stringKey("serai.node");
  static final AttributeKey<String> OUTCOME = stringKey("serai.outcome");
  static final AttributeKey<Long> ATTEMPT = longKey("serai.attempt");
  static final AttributeKey<String> REASON = stringKey("serai.reason");
  static final AttributeKey<String> REASON_STAGE = stringKey("serai.reason.stage");
  static final AttributeKey<String> STOP_REASON = stringKey("serai.stop_reason");
  static final AttributeKey<Double> COST = doubleKey("serai.cost.amount");
  static final AttributeKey<String> CURRENCY = stringKey("serai.cost.currency");

  static final AttributeKey<String> CLOUD = stringKey("cloud.provider");
  static final AttributeKey<String> REGION = stringKey("cloud.region");

  static final AttributeKey<String> DATABASE = stringKey("db.system.name");
  static final AttributeKey<String> DATABASE_OPERATION = stringKey("db.operation.name");
  static final AttributeKey<String> TABLE = stringKey("db.collection.name");

  static final AttributeKey<String> MESSAGING = stringKey("messaging.system");
  static final AttributeKey<String> OPERATION = stringKey("messaging.operation.name");
  static final AttributeKey<String> OPERATION_TYPE = stringKey("messaging.operation.type");
  static final AttributeKey<String> DESTINATION = stringKey("messaging.destination.name");
  static final AttributeKey<String> CONVERSATION = stringKey("messaging.message.conversation_id");

  static final AttributeKey<String> HTTP_METHOD = stringKey("http.request.method");
  static final AttributeKey<String> ROUTE = stringKey("http.route");
  static final AttributeKey<String> SERVER = stringKey("server.address");

  private SpanKeys() {}
}
