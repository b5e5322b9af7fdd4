package io.serai.hub.otel;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;

/**
 * Receives traces by OTLP, over HTTP and over gRPC at one port.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md">gRPC over
 *     HTTP/2</a>
 */
final class OtlpReceivers implements AutoCloseable {

  /** Whether it is compressed, and how long it is: five bytes before each message. */
  private static final int FRAME = 5;

  private final Queue<ResourceSpans> received = new ConcurrentLinkedQueue<>();
  private final Queue<String> calls = new ConcurrentLinkedQueue<>();
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server = vertx.createHttpServer();

  static OtlpReceivers start() throws ExecutionException, InterruptedException {
    OtlpReceivers receiver = new OtlpReceivers();
    receiver.server.requestHandler(receiver::receive);
    receiver.server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get();
    return receiver;
  }

  private void receive(HttpServerRequest request) {
    calls.add(request.path());
    request.body().onSuccess(body -> answer(request, body));
  }

  private void answer(HttpServerRequest request, Buffer body) {
    boolean grpc = "application/grpc".equals(request.getHeader("Content-Type"));
    keep(grpc ? body.getBytes(FRAME, body.length()) : body.getBytes());
    if (grpc) {
      request.response().putHeader("Content-Type", "application/grpc").setChunked(true);
      request.response().putTrailer("grpc-status", "0");
      request.response().end(Buffer.buffer(new byte[FRAME]));
    } else {
      request.response().end();
    }
  }

  private void keep(byte[] message) {
    try {
      received.addAll(ExportTraceServiceRequest.parseFrom(message).getResourceSpansList());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("that is no request of OTLP", e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  Queue<ResourceSpans> received() {
    return received;
  }

  /** The paths that were asked for. */
  Queue<String> calls() {
    return calls;
  }

  List<Span> spans() {
    return received.stream()
        .flatMap(each -> each.getScopeSpansList().stream())
        .flatMap(each -> each.getSpansList().stream())
        .toList();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
