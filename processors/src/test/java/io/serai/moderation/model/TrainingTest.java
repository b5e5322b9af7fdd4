package io.serai.moderation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.moderation.model.Example.Label;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains small models over the real embedding. */
@SuppressWarnings("NullAway.Init") // JUnit makes the directory before each test.
class TrainingTest {

  private static final Embedder EMBEDDER = new BgeEmbedder();
  private static final List<String> FRUIT =
      List.of(
          "an apple on the table",
          "a ripe pear in a bowl",
          "plums and cherries for the cake",
          "she peels a sweet orange",
          "the grapes were picked in autumn",
          "bananas are sold by weight",
          "a lemon for the tea",
          "figs from a tree in the garden");
  private static final List<String> TRAINS =
      List.of(
          "the train leaves from platform two",
          "a locomotive pulls the wagons",
          "tickets for the night express",
          "the tram stops at the station",
          "rails were laid through the valley",
          "the conductor closes the carriage doors",
          "a delayed connection in Hanover",
          "signals turn green for the freight train");

  @TempDir private Path directory;

  @Test
  void givesTheSameBytesForTheSameExamples() throws Exception {
    ModelFile first = new Training(EMBEDDER).train("trains", examples(), List.of());
    ModelFile second = new Training(new BgeEmbedder()).train("trains", examples(), List.of());
    first.write(directory.resolve("first.json"));
    second.write(directory.resolve("second.json"));

    assertThat(directory.resolve("first.json"))
        .hasSameBinaryContentAs(directory.resolve("second.json"));
  }

  @Test
  void tellsUnseenTextsApart() throws Exception {
    Path file = directory.resolve("trains.json");
    new Training(EMBEDDER).train("trains", examples(), List.of()).write(file);
    Classifier classifier = new Classifier(ModelFile.read(file), EMBEDDER);

    double train = classifier.score("the railway carriage was full of passengers").probability();
    double fruit = classifier.score("a basket of strawberries and peaches").probability();
    assertThat(train).isGreaterThan(0.5);
    assertThat(fruit).isLessThan(0.5);
  }

  @Test
  void namesTheSentenceThatIsBad() throws Exception {
    ModelFile model = new Training(EMBEDDER).train("trains", examples(), List.of());
    String text = "We had ripe pears and a sweet apple. The train leaves from platform two.";

    Classifier.Score score = new Classifier(model, EMBEDDER).score(text);

    assertThat(text.substring(score.start(), score.end())).contains("train leaves");
    assertThat(score.probability()).isGreaterThan(0.5);
  }

  @Test
  void refusesADamagedFile() throws Exception {
    Path file = directory.resolve("trains.json");
    ModelFile model = new Training(EMBEDDER).train("trains", examples(), List.of());
    model.write(file);
    char first = model.weights().charAt(0);
    Files.writeString(
        file,
        Files.readString(file)
            .replace("\"weights\" : \"" + first, "\"weights\" : \"" + (first == 'A' ? 'B' : 'A')));

    assertThatThrownBy(() -> ModelFile.read(file))
        .isInstanceOf(ModelException.class)
        .hasMessage("model '" + file + "' is damaged; its weights are not those that were trained");
  }

  @Test
  void refusesAModelOfAnotherEmbedding() {
    ModelFile model = new Training(EMBEDDER).train("trains", examples(), List.of());
    Embedder other =
        new Embedder() {
          @Override
          public String name() {
            return "another";
          }

          @Override
          public int dimension() {
            return 3;
          }

          @Override
          public float[] embed(String text) {
            return new float[3];
          }
        };

    assertThatThrownBy(() -> new Classifier(model, other))
        .hasMessage(
            "model 'trains' was trained over embedding 'bge-small-en-v1.5-q' with 384 dimensions;"
                + " this hub has 'another' with 3");
  }

  @Test
  void refusesExamplesOfOneLabel() {
    assertThatThrownBy(
            () -> new Training(EMBEDDER).train("fruit", examples().subList(0, 8), List.of()))
        .hasMessage("corpus for 'fruit' has examples of one label only; both are required");
  }

  private static List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    FRUIT.forEach(text -> examples.add(new Example(text, text, "trains", Label.ALLOW, null)));
    TRAINS.forEach(text -> examples.add(new Example(text, text, "trains", Label.BLOCK, null)));
    return examples;
  }
}
