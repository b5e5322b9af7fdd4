package io.serai.hub.moderator;

import io.serai.moderation.Inquiry.Opinion;
import java.util.List;

/**
 * What a moderator answered to an inquiry: the body that its kamelet leaves.
 *
 * @param all whether it objects or not
 */
public record Opinions(List<Opinion> all) {

  public Opinions {
    all = List.copyOf(all);
  }
}
