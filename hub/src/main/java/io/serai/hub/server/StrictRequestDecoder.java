package io.serai.hub.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;

/**
 * Refuses two things which Netty mends instead: a Content-Length beside a Transfer-Encoding, and
 * header fields that go on in the next line (obs-fold). RFC 9112 allows both answers; another
 * server in front of this one may have mended them differently.
 */
final class StrictRequestDecoder extends VertxHttpRequestDecoder {

  private boolean inHead = true;
  private boolean afterFirstLine;
  private boolean refused;

  StrictRequestDecoder(HttpServerOptions options) {
    super(options);
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("Content-Length beside Transfer-Encoding");
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    if (refused) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (inHead && hasFold(in)) {
      refuse(in, out);
      return;
    }
    int start = in.readerIndex();
    int had = out.size();
    super.decode(context, in, out);
    afterFirstLine |= in.readerIndex() > start;
    out.subList(had, out.size()).forEach(this::follow);
  }

  private void follow(Object decoded) {
    if (decoded instanceof HttpMessage) {
      inHead = false;
    }
    if (decoded instanceof LastHttpContent) {
      inHead = true;
      afterFirstLine = false;
    }
  }

  private void refuse(ByteBuf in, List<Object> out) {
    refused = true;
    in.skipBytes(in.readableBytes());
    HttpMessage message = createInvalidMessage();
    message.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("obs-fold")));
    out.add(message);
  }

  /** Lines are consumed whole, so what is left of a head begins with a line. */
  private boolean hasFold(ByteBuf in) {
    boolean lineStart = afterFirstLine;
    int at = in.readerIndex();
    while (!afterFirstLine && at < in.writerIndex() && in.getByte(at) <= ' ') {
      at++; // Empty lines before a request (RFC 9112, section 2.2).
    }
    for (; at < in.writerIndex(); at++) {
      byte each = in.getByte(at);
      if (lineStart && (each == ' ' || each == '\t')) {
        return true;
      }
      if (lineStart && (each == '\r' || each == '\n')) {
        return false;
      }
      lineStart = each == '\n';
    }
    return false;
  }
}
