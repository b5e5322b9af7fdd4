package io.serai.hub.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds events in a stream of bytes, in the form in which nodes write them: one line of data each.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent
 *     events</a>
 */
final class EventParser {

  /** A named piece of JSON. */
  @SuppressWarnings("ArrayRecordComponent") // Read once, by whoever parses it.
  record Event(String name, byte[] data) {}

  private static final String NAME = "event:";
  private static final int DATA_LENGTH = "data:".length();

  private final long largest;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private String name = "message";
  private byte[] data = new byte[0];

  /** A parser that takes no line longer than so many bytes. */
  EventParser(long largest) {
    this.largest = largest;
  }

  /**
   * The events that end in these bytes.
   *
   * @throws IOException when a line is too long
   */
  List<Event> feed(ByteBuffer bytes) throws IOException {
    List<Event> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        endLine(events);
      } else if (next != '\r') {
        line.write(next);
        if (line.size() > largest) {
          throw new IOException("event is larger than " + largest + " bytes");
        }
      }
    }
    return events;
  }

  private void endLine(List<Event> events) {
    byte[] ended = line.toByteArray();
    line.reset();
    if (ended.length == 0) {
      if (data.length > 0) {
        events.add(new Event(name, data));
      }
      name = "message";
      data = new byte[0];
    } else if (startsWith(ended, "data:")) {
      data = java.util.Arrays.copyOfRange(ended, DATA_LENGTH, ended.length);
    } else if (startsWith(ended, NAME)) {
      name = new String(ended, StandardCharsets.UTF_8).substring(NAME.length()).trim();
    }
  }

  private static boolean startsWith(byte[] text, String word) {
    byte[] start = word.getBytes(StandardCharsets.US_ASCII);
    return text.length >= start.length
        && java.util.Arrays.equals(text, 0, start.length, start, 0, start.length);
  }
}
