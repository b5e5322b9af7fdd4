package io.serai.hub.policy;

import io.serai.job.Refused;
import io.serai.policy.Policies;
import io.serai.policy.PolicyException;
import io.serai.policy.PolicyStore;
import io.serai.policy.PolicyTexts;
import io.serai.store.VersionStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Policies that were in force once, loaded again for jobs to be run again. Thread-safe. */
public final class KeptPolicies {

  /** The code of a refusal of policies that fit no longer. */
  public static final String OUTDATED = "policies-outdated";

  private static final int MOST = 4;

  private final PolicyStore policies;
  private final VersionStore archive;
  private final Map<String, Policies> loaded = new LinkedHashMap<>();

  /**
   * Policies of an archive.
   *
   * @param policies has those in force, and loads others
   */
  public KeptPolicies(PolicyStore policies, VersionStore archive) {
    this.policies = policies;
    this.archive = archive;
  }

  /**
   * The policies of a digest, from memory where they are.
   *
   * @throws Refused where they are not kept, or fit no longer what there is now
   */
  public Policies of(String digest) {
    Policies inForce = policies.current();
    if (inForce.digest().equals(digest)) {
      return inForce;
    }
    synchronized (loaded) {
      Policies known = loaded.get(digest);
      if (known != null) {
        return known;
      }
    }
    try {
      return load(digest);
    } catch (PolicyException e) {
      throw Refused.by("dispatch", OUTDATED, outdated(digest, e, false));
    }
  }

  /**
   * The same, loaded anew: whether they still fit is asked again.
   *
   * @throws Refused where they are not kept
   * @throws PolicyException where they fit no longer what there is now
   */
  public Policies load(String digest) throws PolicyException {
    PolicyTexts texts =
        archive
            .find(digest)
            .map(version -> PolicyTexts.of(version.files()))
            .orElseThrow(
                () ->
                    Refused.by(
                        "dispatch",
                        "policies-not-kept",
                        named(digest)
                            + " are not kept; run the job again under the policies in force"));
    return remember(policies.load(texts));
  }

  /**
   * Says that policies fit no longer what there is now, and where they do not. Why they do not may
   * name other tenants, and is told only who may act for any.
   *
   * @param reasons whether why is told
   */
  public static String outdated(String digest, PolicyException why, boolean reasons) {
    Stream<String> problems =
        why.problems().stream()
            .map(each -> reasons ? each.toString() : each.file() + ":" + each.line());
    return named(digest)
        + " fit no longer what there is now, run the job again under those in force; "
        + problems.collect(Collectors.joining(", "));
  }

  private static String named(String digest) {
    return "policies '" + PolicyTexts.shortened(digest) + "'";
  }

  private Policies remember(Policies kept) {
    synchronized (loaded) {
      loaded.remove(kept.digest());
      loaded.put(kept.digest(), kept);
      if (loaded.size() > MOST) {
        loaded.remove(loaded.keySet().iterator().next());
      }
      return kept;
    }
  }
}
