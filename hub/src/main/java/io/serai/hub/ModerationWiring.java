package io.serai.hub;

import io.serai.hub.config.HubConfig;
import io.serai.hub.moderator.JoinOpinions;
import io.serai.moderation.Moderation;
import io.serai.moderation.ModerationProcessor;
import io.serai.moderation.model.BgeEmbedder;
import io.serai.moderation.model.Models;
import io.serai.policy.PolicyStore;

/** Moderation, and whom it asks. */
final class ModerationWiring {

  private final HubConfig config;
  private final Moderation moderation;

  ModerationWiring(HubConfig config, PolicyStore policies) {
    this.config = config;
    this.moderation = new Moderation(() -> policies.current().moderation(), models(config));
  }

  /** The trained models of the home; nothing is read or loaded before one is asked for. */
  static Models models(HubConfig config) {
    return new Models(config.home().resolve("models"), new BgeEmbedder());
  }

  void bind(Beans.Builder beans) {
    beans.add("moderation", new ModerationProcessor(moderation));
    beans.add("joinOpinions", new JoinOpinions(moderation));
    beans.add("secrets", config.secrets());
  }
}
