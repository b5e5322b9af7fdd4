package io.serai.hub.log;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * A message on one line and without control characters: what a sender has chosen, such as an id or
 * a tenant, forges no line and colours no terminal (CWE-117).
 */
public final class PlainMessage extends MessageConverter {

  @Override
  public String convert(ILoggingEvent event) {
    return plain(String.valueOf(super.convert(event)));
  }

  static String plain(String text) {
    return text.replaceAll("[\\p{Cntrl}\u0080-\u009f\u2028\u2029]", "\ufffd");
  }
}
