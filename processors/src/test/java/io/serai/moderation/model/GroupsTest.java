package io.serai.moderation.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.moderation.model.Example.Label;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupsTest {

  @Test
  void keepsTogetherWhatIsAlikeOrSaysSo() {
    int[] groups =
        Groups.of(
            List.of(
                example("Write a poem about the sea at night.", null),
                example("Write a poem about the  sea at night!", null),
                example("How are schools financed?", "schools"),
                example("Wie werden Schulen bezahlt?", "schools"),
                example("A text like no other", null)));

    assertThat(groups[0]).isEqualTo(groups[1]);
    assertThat(groups[2]).isEqualTo(groups[3]);
    assertThat(groups[4]).isNotIn(groups[0], groups[2]);
    assertThat(groups[0]).isNotEqualTo(groups[2]);
  }

  private static Example example(String text, @Nullable String group) {
    return new Example(text, text, "any", Label.ALLOW, group);
  }
}
