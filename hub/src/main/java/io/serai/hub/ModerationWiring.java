package io.serai.hub;

import io.serai.hub.config.HubConfig;
import io.serai.hub.moderator.JoinOpinions;
import io.serai.moderation.ModerationProcessor;
import io.serai.moderation.Moderations;
import io.serai.moderation.model.BgeEmbedder;
import io.serai.moderation.model.Models;
import io.serai.policy.PolicyStore;

/** Moderation, and whom it asks. */
final class ModerationWiring {

  private final HubConfig config;
  private final Models models;
  private final Moderations moderations;

  ModerationWiring(HubConfig config, PolicyStore policies) {
    this.config = config;
    this.models = models(config);
    this.moderations = new Moderations(models);
    if (policies.areInForce()) {
      // Made ready now, and not while the first job waits.
      moderations.by(policies.current().moderation());
    }
  }

  /** The trained models of the home; nothing is read or loaded before one is asked for. */
  static Models models(HubConfig config) {
    return new Models(config.home().resolve("models"), new BgeEmbedder());
  }

  /** Others, by the same models: what is asked of them crowds out nothing that jobs go by. */
  Moderations apart() {
    return new Moderations(models);
  }

  void bind(Beans.Builder beans) {
    beans.add("moderation", new ModerationProcessor(moderations));
    beans.add("joinOpinions", new JoinOpinions(moderations));
    beans.add("secrets", config.secrets());
  }
}
