package io.serai.hub;

import io.serai.hub.sandbox.Sessions;
import io.serai.hub.sandbox.TargetLoad;
import io.serai.job.Job;
import io.serai.job.Language;
import io.serai.job.SessionId;
import io.serai.router.TargetState;
import io.serai.sandbox.Sandbox;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this hub knows of its targets: whether their provider can run, and how many jobs each target
 * runs.
 */
record Targets(Map<String, Sandbox> providers, TargetLoad load, Sessions sessions)
    implements TargetState {

  Targets {
    providers = Map.copyOf(providers);
  }

  @Override
  public boolean ready(String provider, String image, Language language) {
    Sandbox sandbox = providers.get(provider);
    return sandbox != null && sandbox.languages(image).contains(language);
  }

  @Override
  public @Nullable String pinned(Job job) {
    SessionId session = job.session();
    return session == null || job.opensSession() ? null : sessions.target(session, job);
  }

  @Override
  public int inFlight(String target) {
    return load.of(target);
  }
}
