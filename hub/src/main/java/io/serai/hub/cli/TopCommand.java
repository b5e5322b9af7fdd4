package io.serai.hub.cli;

import io.serai.hub.client.HubClient;
import io.serai.hub.client.Samples;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serai top}: a hub as it works, drawn anew every few seconds until it is interrupted. */
@Command(
    name = "top",
    description = "What waits, runs and is spent on a running hub, until interrupted.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:as many pictures as asked", "1:the hub refused", "2:wrong usage"})
final class TopCommand implements Callable<Integer> {

  /** Clears the screen, and begins at its top: ECMA-48, section 8.3. */
  private static final String CLEAR = "\u001b[2J\u001b[H";

  @Mixin private HubOption hub = new HubOption();

  @Option(names = "--interval", defaultValue = "2", description = "Seconds between two pictures.")
  private int interval;

  @Option(
      names = "--times",
      defaultValue = "0",
      description = "So many pictures, one below the other; 0 means one in place of the other.")
  private int times;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    HubClient client = hub.client();
    HubClient.Response before = client.get("/metrics");
    long since = System.nanoTime();
    for (int drawn = 0; before.successful() && (times == 0 || drawn < times); drawn++) {
      TimeUnit.SECONDS.sleep(interval);
      HubClient.Response now = client.get("/metrics");
      long at = System.nanoTime();
      if (!now.successful()) {
        return Output.ended(spec, now);
      }
      draw(new TopFrame(samples(before), samples(now), (at - since) / 1e9));
      before = now;
      since = at;
    }
    return before.successful() ? ExitCode.OK : Output.ended(spec, before);
  }

  private static Samples samples(HubClient.Response page) {
    return new Samples(page.body().asText());
  }

  private void draw(TopFrame frame) {
    PrintWriter out = Output.of(spec);
    out.print(times == 0 ? CLEAR : "");
    out.println(frame);
    out.flush();
  }
}
