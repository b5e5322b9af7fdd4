package io.serai.hub.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.serai.job.Cost;
import io.serai.job.Result;
import io.serai.policy.PolicyTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Two results of one program, field by field. */
final class Comparison {

  private static final int MAX_CHARS = 200;

  private final Result first;
  private final Result replay;
  private final List<Field> fields = new ArrayList<>();

  private Comparison(Result first, Result replay) {
    this.first = first;
    this.replay = replay;
  }

  /**
   * What one field came to.
   *
   * @param field its name
   * @param same whether both are the same
   * @param line the first line in which they differ, from 1; absent where it is no text or the same
   * @param first what it was; of a text that differs, that line
   * @param replay what it is now; of a text that differs, that line
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Field(
      String field,
      boolean same,
      @Nullable Integer line,
      @Nullable String first,
      @Nullable String replay) {}

  /**
   * All fields, those that a program decides first.
   *
   * @param price what a run costs by the policies that it went by
   */
  static List<Field> of(Result first, Result replay, Function<Result, Cost> price) {
    Comparison comparison = new Comparison(first, replay);
    comparison.value("status", result -> result.status().word());
    comparison.value("exitCode", Result::exitCode);
    comparison.text("stdout", Result::stdout);
    comparison.text("stderr", Result::stderr);
    comparison.value("value", Result::value);
    comparison.value("error", result -> result.error() == null ? null : result.error().name());
    comparison.value("reason", result -> result.reason() == null ? null : result.reason().code());
    comparison.value("policies", result -> version(result.policies()));
    comparison.value("verdict", Comparison::verdict);
    comparison.value("target", Comparison::target);
    comparison.value("cost", result -> amount(price.apply(result)));
    comparison.value("charged", result -> amount(result.cost()));
    comparison.value("currency", result -> result.cost().currency());
    comparison.value("wallMs", result -> result.usage().wallMs());
    comparison.value("cpuMs", result -> result.usage().cpuMs());
    comparison.value("memoryPeakBytes", result -> result.usage().memoryPeakBytes());
    return List.copyOf(comparison.fields);
  }

  private static String amount(Cost cost) {
    return cost.amount().stripTrailingZeros().toPlainString();
  }

  private static @Nullable Object version(@Nullable String digest) {
    return digest == null ? null : PolicyTexts.shortened(digest);
  }

  private static @Nullable Object verdict(Result result) {
    return result.verdict() == null
        ? null
        : result.verdict().decision().name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Object target(Result result) {
    return result.placement() == null ? null : result.placement().target();
  }

  private void value(String name, Function<Result, @Nullable Object> read) {
    Object one = read.apply(first);
    Object other = read.apply(replay);
    fields.add(new Field(name, Objects.equals(one, other), null, words(one), words(other)));
  }

  private static @Nullable String words(@Nullable Object value) {
    return value == null ? null : shortened(value.toString());
  }

  private void text(String name, Function<Result, String> read) {
    List<String> one = read.apply(first).lines().toList();
    List<String> other = read.apply(replay).lines().toList();
    int line = 0;
    while (line < one.size() && line < other.size() && one.get(line).equals(other.get(line))) {
      line++;
    }
    boolean same = read.apply(first).equals(read.apply(replay));
    fields.add(
        same
            ? new Field(name, true, null, null, null)
            : new Field(name, false, line + 1, line(one, line), line(other, line)));
  }

  private static @Nullable String line(List<String> lines, int number) {
    return number < lines.size() ? shortened(lines.get(number)) : null;
  }

  private static String shortened(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
  }
}
