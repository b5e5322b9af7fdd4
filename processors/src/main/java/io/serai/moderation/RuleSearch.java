package io.serai.moderation;

import io.serai.policy.ModerationPolicy.Rule;
import java.util.List;

/** The search for rules' texts and patterns by itself, for those who measure it. */
public final class RuleSearch {

  private final Rules rules;

  /** Searches for what these rules speak of. */
  public RuleSearch(List<Rule> rules) {
    this.rules = new Rules(rules);
  }

  /** How much is found in a text as it was sent. */
  public int findAsSent(String text) {
    return rules.find(new Passage("code", text)).size();
  }

  /** How much is found in it in all the ways in which it can be read. */
  public int findInAllViews(String text) {
    int found = 0;
    for (View view : Views.of(text).all()) {
      found += findAsSent(view.text());
    }
    return found;
  }
}
