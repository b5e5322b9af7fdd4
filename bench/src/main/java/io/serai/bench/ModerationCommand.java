package io.serai.bench;

import io.serai.moderation.RuleSearch;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serai bench moderation}: how fast texts are searched for the texts of many rules. */
@Command(
    name = "moderation",
    description =
        "Search ordinary and hostile texts for 5,000 patterns, and compare with java.util.regex."
            + " Counts the time of the processor, which other programs take less away from.",
    mixinStandardHelpOptions = true)
final class ModerationCommand implements Callable<Integer> {

  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

  @Option(names = "--patterns", defaultValue = "5000", description = "How many.")
  private int patterns;

  @Option(names = "--megabytes", defaultValue = "1", description = "Of each text.")
  private int megabytes;

  @Option(names = "--warmup", defaultValue = "3", description = "Seconds, for each row.")
  private int warmupSeconds;

  @Option(names = "--seconds", defaultValue = "3", description = "Seconds, for each row.")
  private int seconds;

  @Override
  public Integer call() {
    ModerationTexts texts = new ModerationTexts(patterns, megabytes << 20);
    RuleSearch search = new RuleSearch(texts.rules());
    Pattern alternation = Pattern.compile(String.join("|", texts.expressions()));
    System.out.println(
        "| text | serai MB/s | with disguises and encodings | java.util.regex MB/s |");
    System.out.println("|---|---|---|---|");
    for (Map.Entry<String, String> text : texts.texts().entrySet()) {
      double plain = speed(text.getValue(), search::findAsSent);
      double all = speed(text.getValue(), search::findInAllViews);
      // It takes minutes for what the others do in a moment: a part is enough to tell.
      String part = text.getValue().substring(0, Math.min(text.getValue().length(), 16 * 1024));
      double regex = speed(part, each -> matches(alternation, each));
      System.out.printf(
          Locale.ROOT, "| %s | %.0f | %.0f | %.2f |%n", text.getKey(), plain, all, regex);
    }
    return CommandLine.ExitCode.OK;
  }

  private static int matches(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    int found = 0;
    while (matcher.find()) {
      found++;
    }
    return found;
  }

  private double speed(String text, ToIntFunction<String> search) {
    run(text, search, warmupSeconds);
    double bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return bytes / run(text, search, seconds) * 1_000;
  }

  /** Nanoseconds that one search takes. */
  private static double run(String text, ToIntFunction<String> search, int forSeconds) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(forSeconds);
    long begun = THREAD.getCurrentThreadCpuTime();
    int runs = 0;
    int found = 0;
    do {
      found |= search.applyAsInt(text);
      runs++;
    } while (System.nanoTime() < until);
    if (found < 0) {
      throw new IllegalStateException("a search found less than nothing");
    }
    return (double) (THREAD.getCurrentThreadCpuTime() - begun) / runs;
  }
}
