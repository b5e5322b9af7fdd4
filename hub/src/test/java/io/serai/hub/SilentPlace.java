package io.serai.hub;

import io.serai.fleet.Place;

/** A place that is told and remembers nothing. */
final class SilentPlace implements Place {

  @Override
  public void sent() {}

  @Override
  public void answered(String jobClass, double elapsedMs, double wallMs) {}

  @Override
  public void turnedAway() {}

  @Override
  public void failed() {}

  @Override
  public void abandoned() {}
}
