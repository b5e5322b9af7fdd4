package io.serai.moderation.code;

import io.serai.job.Language;
import io.serai.moderation.code.Token.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The parts of a program that hold words for people: its comments and its strings. */
public final class Remarks {

  private static final String QUOTES = "\"'`";
  private static final String MARKS = QUOTES + "#/*! \t\r\n";
  private static final int LONGEST_PREFIX = 2;

  private final List<Span> spans = new ArrayList<>();
  private int openStrings;
  private int start;

  private Remarks() {}

  /**
   * In the order of their places, as they are written but for the marks around them; none when the
   * program cannot be read.
   */
  public static Optional<List<Span>> of(Language language, String code) {
    try {
      Lexer lexer = Lexer.of(language, code);
      Remarks remarks = new Remarks();
      lexer.read().forEach(remarks::take);
      remarks.spans.addAll(lexer.comments());
      return Optional.of(
          inOrder(remarks.spans).stream()
              .map(span -> words(code, span))
              .filter(span -> span.start() < span.end())
              .toList());
    } catch (UnreadableException e) {
      return Optional.empty();
    }
  }

  /** Of a string with holes all is taken, up to its own end. */
  private void take(Token token) {
    if (token.kind() == Kind.OPEN && openStrings++ == 0) {
      start = token.start();
    }
    if (token.kind() == Kind.STRING && openStrings == 0) {
      spans.add(new Span(token.start(), token.end()));
    }
    if (token.kind() == Kind.CLOSE && --openStrings == 0) {
      spans.add(new Span(start, token.end()));
    }
  }

  private static Span words(String code, Span span) {
    int start = span.start();
    int end = span.end();
    for (int prefix = 1; prefix <= LONGEST_PREFIX && start + prefix < end; prefix++) {
      if (QUOTES.indexOf(code.charAt(start + prefix)) >= 0) {
        start += prefix;
        break;
      }
    }
    while (start < end && MARKS.indexOf(code.charAt(start)) >= 0) {
      start++;
    }
    while (start < end && MARKS.indexOf(code.charAt(end - 1)) >= 0) {
      end--;
    }
    return new Span(start, end);
  }

  /** Without the comments that are in the holes of strings. */
  private static List<Span> inOrder(List<Span> spans) {
    List<Span> outer = new ArrayList<>();
    int end = 0;
    for (Span each : spans.stream().sorted(Comparator.comparingInt(Span::start)).toList()) {
      if (each.start() >= end) {
        outer.add(each);
        end = each.end();
      }
    }
    return outer;
  }
}
