package io.serai.hub;

import io.serai.hub.sandbox.TargetLoad;
import io.serai.job.Language;
import io.serai.router.TargetState;
import io.serai.sandbox.Sandbox;
import java.util.Map;

/**
 * What this hub knows of its targets: whether their provider can run, and how many jobs each target
 * runs.
 */
record Targets(Map<String, Sandbox> providers, TargetLoad load) implements TargetState {

  Targets {
    providers = Map.copyOf(providers);
  }

  @Override
  public boolean ready(String provider, String image, Language language) {
    Sandbox sandbox = providers.get(provider);
    return sandbox != null && sandbox.languages(image).contains(language);
  }

  @Override
  public int inFlight(String target) {
    return load.of(target);
  }
}
