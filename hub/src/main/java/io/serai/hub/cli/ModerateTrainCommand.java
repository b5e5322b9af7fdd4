package io.serai.hub.cli;

import io.serai.moderation.model.BgeEmbedder;
import io.serai.moderation.model.Example;
import io.serai.moderation.model.Measured;
import io.serai.moderation.model.ModelFile;
import io.serai.moderation.model.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serai moderate train}: makes models of labelled texts. */
@Command(
    name = "train",
    description = "Train models, and measure them by cross-validation.",
    mixinStandardHelpOptions = true)
final class ModerateTrainCommand implements Callable<Integer> {

  @Option(names = "--home", description = "Where the project's own examples are.")
  private Path home = Path.of(System.getProperty("serai.home", ".")).toAbsolutePath().normalize();

  @Option(names = "--injection", description = "A corpus of prompt injections.")
  private @Nullable Path injection;

  @Option(names = "--toxicity", description = "A corpus of toxic comments.")
  private @Nullable Path toxicity;

  @Option(
      names = "--extra",
      description = "Injections and harmless texts to train on only; models/own-examples.jsonl.")
  private @Nullable Path extra;

  @Option(names = "--out", required = true, description = "A directory for the models.")
  private Path out = Path.of("models");

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (injection == null && toxicity == null) {
      throw new IllegalArgumentException("'--injection FILE' or '--toxicity FILE' is required");
    }
    if (injection != null) {
      Path own = extra == null ? home.resolve("models/own-examples.jsonl") : extra;
      train("prompt-injection", injection, Files.exists(own) ? Example.read(own) : List.of());
    }
    if (toxicity != null) {
      train("toxicity", toxicity, List.of());
    }
    return 0;
  }

  private void train(String category, Path corpus, List<Example> own) throws IOException {
    ModelFile model = new Training(new BgeEmbedder()).train(category, Example.read(corpus), own);
    Path file = out.resolve(category + ".json");
    model.write(file);
    Measured measured = model.measured();
    Output.of(spec)
        .printf(
            Locale.ROOT,
            "%s: precision %.3f, recall %.3f, F1 %.3f ± %.3f, false positives %.3f; in %s%n",
            category,
            measured.precision(),
            measured.recall(),
            measured.f1(),
            measured.f1Spread(),
            measured.falsePositiveRate(),
            file);
  }
}
