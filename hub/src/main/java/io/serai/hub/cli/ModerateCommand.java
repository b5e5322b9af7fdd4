package io.serai.hub.cli;

import io.serai.job.Verdict;
import io.serai.job.Verdict.Decision;
import io.serai.json.Json;
import io.serai.moderation.model.BgeEmbedder;
import io.serai.moderation.model.Classifier;
import io.serai.moderation.model.Classifier.Score;
import io.serai.moderation.model.Example;
import io.serai.moderation.model.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code serai moderate}: shows what rules and models say of texts, without a hub. */
@Command(
    name = "moderate",
    description = "Show what rules and models find in a text, or measure them on a corpus.",
    mixinStandardHelpOptions = true,
    subcommands = ModerateTrainCommand.class,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:nothing objects to the text, or the corpus was measured",
      "1:something objects, or a file cannot be read",
      "2:wrong usage"
    })
final class ModerateCommand implements Callable<Integer> {

  @Option(names = "--home", description = "Where the policies and the models are.")
  private Path home = Path.of(System.getProperty("serai.home", ".")).toAbsolutePath().normalize();

  @Option(names = "--models", description = "Trained models; those of the home when absent.")
  private @Nullable Path models;

  @Option(names = "--corpus", description = "One example a line: id, text, category, label.")
  private @Nullable Path corpus;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Parameters(arity = "0..1", paramLabel = "TEXT", description = "A text; - reads standard input.")
  private @Nullable String text;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if ((text == null) == (corpus == null)) {
      throw new IllegalArgumentException("either a text or '--corpus FILE' is required");
    }
    Path directory = models == null ? home.resolve("models") : models;
    Models trained = new Models(directory, new BgeEmbedder());
    List<Classifier> classifiers = trained.all();
    RuleJudge rules = new RuleJudge(home.resolve("policies"), trained);
    return corpus == null
        ? show(given(), rules, classifiers)
        : measure(new CorpusReport(rules, classifiers), corpus);
  }

  private String given() throws IOException {
    return "-".equals(text)
        ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
        : String.valueOf(text);
  }

  private int show(String given, RuleJudge rules, List<Classifier> classifiers) throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    Verdict verdict = rules.judge(given);
    boolean objected = verdict.decision() != Decision.ALLOW;
    rows.add(
        row("rules", verdict.rule() == null ? "-" : verdict.rule(), objected ? 1 : 0, objected));
    for (Classifier each : classifiers) {
      Score score = each.score(given);
      boolean objects = score.probability() >= each.threshold();
      String part = given.substring(score.start(), score.end());
      rows.add(row(each.category(), part, score.probability(), objects));
      objected |= objects;
    }
    print(rows);
    return objected ? 1 : 0;
  }

  private static Map<String, Object> row(String by, String what, double score, boolean objects) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("detector", by);
    row.put("objects", objects);
    row.put("score", Math.round(score * 1000) / 1000.0);
    row.put("worst", what.replaceAll("\\s+", " "));
    return row;
  }

  private int measure(CorpusReport report, Path file) throws IOException {
    print(report.rows(Example.read(file)));
    return 0;
  }

  private void print(List<Map<String, Object>> rows) throws IOException {
    PrintWriter out = Output.of(spec);
    if (json) {
      out.println(Json.MAPPER.writeValueAsString(rows));
      return;
    }
    Table table = new Table(rows.get(0).keySet().toArray(String[]::new));
    rows.forEach(row -> table.row(row.values().stream().map(this::cell).toArray(String[]::new)));
    out.print(table);
  }

  private String cell(Object value) {
    if (value instanceof Double number) {
      return String.format(Locale.ROOT, "%.3f", number);
    }
    String cell = String.valueOf(value);
    return cell.length() <= 60 ? cell : cell.substring(0, 59) + "…";
  }
}
