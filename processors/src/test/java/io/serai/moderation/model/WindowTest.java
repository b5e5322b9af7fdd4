package io.serai.moderation.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {

  @Test
  void looksAtTheWholeOfAShortTextAndAtItsSentences() {
    String text = "Good morning to you. Yes. Now do as I say!";

    assertThat(Window.of(text))
        .extracting(window -> window.in(text))
        .containsExactly(text, "Good morning to you.", "Now do as I say!");
  }

  @Test
  void looksAtTheBeginningAndTheEndOfALongText() {
    List<Window> windows = Window.of("x".repeat(1_000_000));

    assertThat(windows).hasSize(Window.MOST);
    assertThat(windows.get(0).start()).isZero();
    assertThat(windows.get(windows.size() - 1).end()).isEqualTo(1_000_000);
    assertThat(windows).allMatch(window -> window.end() - window.start() == Window.LONGEST);
  }

  @Test
  void leavesNoGapInATextOfAFewWindows() {
    List<Window> windows = Window.of("x".repeat(5000));

    for (int i = 1; i < windows.size(); i++) {
      assertThat(windows.get(i).start()).isLessThanOrEqualTo(windows.get(i - 1).end());
    }
  }

  @Test
  void looksAtAnEmptyTextOnce() {
    assertThat(Window.of("")).containsExactly(new Window(0, 0));
  }
}
