package io.serai.hub.server;

import io.netty.buffer.ByteBufHolder;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.serai.hub.config.HttpLimits;
import io.serai.hub.http.Problem;
import io.serai.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches one connection: ends it when a head does not come in time, a body or its reader is too
 * slow, or too many requests are sent ahead of their answers; refuses heads that break {@link
 * HeadRules}. Belongs to the connection's event loop.
 */
final class ConnectionGuard extends ChannelDuplexHandler {

  private static final int MAX_PIPELINED = 16;
  private static final long TICK_MS = 500;

  /** How long what a refused client still sends is read: a reset would take its answer away. */
  private static final long LINGER_MS = 1_000;

  private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(LINGER_MS);

  private final long patienceNanos;
  private final LongSupplier nanoTime;
  private final Pace incoming;
  private final Pace outgoing;
  private @Nullable Future<?> ticking;
  private long idleSince;
  private int unanswered;
  private boolean inBody;
  private boolean answering;
  private boolean refused;
  private long pendingBytes;

  ConnectionGuard(HttpLimits limits, LongSupplier nanoTime) {
    this.patienceNanos = limits.patience().toNanos();
    this.nanoTime = nanoTime;
    this.incoming = new Pace(limits);
    this.outgoing = new Pace(limits);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    idleSince = nanoTime.getAsLong();
    ticking =
        context
            .executor()
            .scheduleAtFixedRate(() -> tick(context), TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (ticking != null) {
      ticking.cancel(false);
    }
  }

  private void tick(ChannelHandlerContext context) {
    long now = nanoTime.getAsLong();
    if (unanswered == 0 && now - idleSince > (inBody ? LINGER_NANOS : patienceNanos)) {
      hangUp(context);
    } else if (isWaitedFor(context) && incoming.tooSlow(now)) {
      refuse(
          context,
          Problem.of(408, "request-too-slow", "body comes too slowly; send it faster, or less"));
    } else if (isUnread(context, now)) {
      hangUp(context);
    }
  }

  /** Whether the client holds up its body, and not we: then nothing is read. */
  private boolean isWaitedFor(ChannelHandlerContext context) {
    boolean waiting = inBody && unanswered == 1 && context.channel().config().isAutoRead();
    if (!waiting) {
      incoming.start(nanoTime.getAsLong());
    }
    return waiting;
  }

  private boolean isUnread(ChannelHandlerContext context, long now) {
    ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
    long pending = buffer == null ? 0 : buffer.totalPendingWriteBytes();
    outgoing.moved(Math.max(0, pendingBytes - pending));
    pendingBytes = pending;
    if (pending == 0) {
      outgoing.start(now);
      return false;
    }
    return outgoing.tooSlow(now);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (refused || (message instanceof HttpRequest request && !admit(context, request))) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpContent content) {
      if (content.decoderResult().isFailure()) {
        ReferenceCountUtil.release(message);
        refuse(context, HeadRules.malformed("its chunks cannot be read (RFC 9112, section 7.1)"));
        return;
      }
      incoming.moved(content.content().readableBytes());
      inBody = inBody && !(message instanceof LastHttpContent);
    }
    context.fireChannelRead(message);
  }

  private boolean admit(ChannelHandlerContext context, HttpRequest request) {
    unanswered++;
    if (unanswered > MAX_PIPELINED) {
      refused = true;
      hangUp(context);
      return false;
    }
    Problem problem = HeadRules.problem(request);
    if (problem != null) {
      refuse(context, problem);
      return false;
    }
    inBody = true;
    incoming.start(nanoTime.getAsLong());
    return true;
  }

  /** Answers and hangs up; only hangs up where an answer would be taken for that of another. */
  private void refuse(ChannelHandlerContext context, Problem problem) {
    refused = true;
    inBody = false;
    if (unanswered > 1 || answering) {
      hangUp(context);
      return;
    }
    byte[] body = Json.MAPPER.valueToTree(problem).toString().getBytes(StandardCharsets.UTF_8);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(problem.status()),
            Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CONNECTION, "close");
    var unusedSent = context.writeAndFlush(response);
    var unusedClosing =
        context.executor().schedule(() -> hangUp(context), LINGER_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (refused) {
      ReferenceCountUtil.release(message);
      promise.tryFailure(new IllegalStateException("connection has been refused"));
      return;
    }
    boolean informational = isInformational(message);
    answering = answering || (message instanceof HttpResponse && !informational);
    if (message instanceof ByteBufHolder holder) {
      pendingBytes += holder.content().readableBytes();
    }
    if (message instanceof LastHttpContent && !informational) {
      var unused = context.write(message, promise.unvoid().addListener(sent -> answered()));
    } else {
      var unused = context.write(message, promise);
    }
  }

  private static boolean isInformational(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  private void answered() {
    unanswered--;
    answering = false;
    idleSince = nanoTime.getAsLong();
  }

  private static void hangUp(ChannelHandlerContext context) {
    var unused = context.close();
  }
}
