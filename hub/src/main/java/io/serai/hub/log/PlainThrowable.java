package io.serai.hub.log;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.stream.Collectors;

/** A stack trace in which no line looks like one of the log, whatever its messages say. */
public final class PlainThrowable extends ThrowableProxyConverter {

  @Override
  protected String throwableProxyToString(IThrowableProxy thrown) {
    return super.throwableProxyToString(thrown)
        .lines()
        .map(line -> "\t" + PlainMessage.plain(line.strip()) + System.lineSeparator())
        .collect(Collectors.joining());
  }
}
