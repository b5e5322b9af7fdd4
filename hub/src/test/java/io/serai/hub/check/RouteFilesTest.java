package io.serai.hub.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which files an edit touches. */
class RouteFilesTest {

  private static final String DOOR = "routes/ingress/clock.camel.yaml";
  private static final Map<String, String> ROUTES =
      Map.of(
          DOOR,
          route("kamelet:clock-source", "direct:in"),
          "routes/flow.camel.yaml",
          route("direct:in", "kamelet:runner-sink"));
  private static final Map<String, String> KAMELETS =
      Map.of(
          kamelet("clock-source"), "from: kamelet:tick-source",
          kamelet("tick-source"), "from: timer:tick",
          kamelet("runner-sink"), "to: sandbox:process");

  private final RouteFiles before = new RouteFiles(ROUTES, KAMELETS);

  private static String route(String from, String to) {
    return "- route:\n    from:\n      uri: " + from + "\n      steps:\n        - to: " + to + "\n";
  }

  private static String kamelet(String name) {
    return "kamelets/" + name + ".kamelet.yaml";
  }

  private static RouteFiles edited(String file, String text) {
    Map<String, String> routes = new HashMap<>(ROUTES);
    Map<String, String> kamelets = new HashMap<>(KAMELETS);
    (file.startsWith("routes") ? routes : kamelets).put(file, text);
    return new RouteFiles(routes, kamelets);
  }

  @Test
  void putsAtTheDoorsOnlyWhatIsUsedThere() {
    assertThat(before.doors().routes()).containsOnlyKeys(DOOR);
    assertThat(before.doors().kamelets())
        .containsOnlyKeys(kamelet("clock-source"), kamelet("tick-source"));
    assertThat(before.inside().kamelets()).hasSize(3);
  }

  @Test
  void takesEveryKameletForUsedWhereASettingNamesOne() {
    RouteFiles files = edited(DOOR, route("kamelet:{{clock}}", "direct:in"));

    assertThat(files.doors().kamelets()).hasSize(3);
  }

  @Test
  void triesOfAnEditInsideNothingButKameletsThatDiffer() {
    assertThat(
            edited("routes/flow.camel.yaml", route("direct:in", "log:x")).toTry(before).isEmpty())
        .isTrue();
    RouteFiles tried = edited(kamelet("runner-sink"), "to: sandbox:docker").toTry(before);
    assertThat(tried.routes()).isEmpty();
    assertThat(tried.kamelets()).containsOnlyKeys(kamelet("runner-sink"));
  }

  @Test
  void triesTheDoorsWhereAKameletBelowTheirOwnDiffers() {
    RouteFiles tried = edited(kamelet("tick-source"), "from: timer:tock").toTry(before);

    assertThat(tried.routes()).containsOnlyKeys(DOOR);
    assertThat(tried.kamelets()).containsOnlyKeys(kamelet("clock-source"), kamelet("tick-source"));
  }
}
