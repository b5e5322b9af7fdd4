package io.serai.hub;

import io.serai.hub.sandbox.Sessions;
import io.serai.job.Job;
import io.serai.job.Language;
import io.serai.job.SessionId;
import io.serai.router.TargetState;
import io.serai.sandbox.Sandbox;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this hub knows of its own targets: whether their provider can run, and which of them holds a
 * session.
 */
record Targets(Map<String, Sandbox> providers, Sessions sessions) implements TargetState {

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
}
