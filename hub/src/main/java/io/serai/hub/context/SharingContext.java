package io.serai.hub.context;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ClassResolver;

/**
 * A Camel context that shares with others of its process what they find out about the class path. A
 * hub makes one for each version of its routes, and for each trial of an edit.
 */
public final class SharingContext extends DefaultCamelContext {

  /** One with a registry of its own. */
  public SharingContext() {
    super();
  }

  /**
   * One that may not be built yet.
   *
   * @param build whether it is; otherwise it is when it starts
   */
  public SharingContext(boolean build) {
    super(build);
  }

  @Override
  protected ClassResolver createClassResolver() {
    return new SharedClassResolver(this);
  }
}
