package io.serai.job;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the allow-list lets a job use; the router chooses within it.
 *
 * @param rule the allow-list rule that granted it
 * @param images the sandbox images it may run in
 * @param providers the sandbox providers that may run it
 */
public record Grant(String rule, Set<String> images, Set<String> providers) {

  public Grant {
    images = Set.copyOf(images);
    providers = Set.copyOf(providers);
  }

  /** What both this and another let a job use. */
  public Grant within(Grant other) {
    return new Grant(rule, both(images, other.images), both(providers, other.providers));
  }

  private static Set<String> both(Set<String> ours, Set<String> theirs) {
    return ours.stream().filter(theirs::contains).collect(Collectors.toSet());
  }
}
