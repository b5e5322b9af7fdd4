package io.serai.hub.policy;

import io.serai.job.Refused;
import io.serai.policy.Policies;
import io.serai.policy.PolicyException;
import io.serai.policy.PolicyStore;
import io.serai.policy.PolicyTexts;
import io.serai.store.PolicyArchive;
import java.util.LinkedHashMap;
import java.util.Map;

/** Policies that were in force once, loaded again for jobs to be run again. Thread-safe. */
public final class KeptPolicies {

  private static final int MOST = 4;

  private final PolicyStore policies;
  private final PolicyArchive archive;
  private final Map<String, Policies> loaded = new LinkedHashMap<>();

  /**
   * Policies of an archive.
   *
   * @param policies has those in force, and loads others
   */
  public KeptPolicies(PolicyStore policies, PolicyArchive archive) {
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
    return load(digest);
  }

  /**
   * The same, loaded anew: whether they still fit is asked again.
   *
   * @throws Refused as {@link #of} does
   */
  public Policies load(String digest) {
    PolicyTexts texts =
        archive
            .find(digest)
            .orElseThrow(
                () ->
                    refused(
                        digest,
                        "policies-not-kept",
                        "are not kept; run the job again under the policies in force"));
    try {
      return remember(policies.load(texts));
    } catch (PolicyException e) {
      throw refused(
          digest,
          "policies-outdated",
          "can be loaded no longer; run the job again under the policies in force: "
              + e.getMessage());
    }
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

  private static Refused refused(String digest, String code, String why) {
    return Refused.by("dispatch", code, "policies '" + PolicyTexts.shortened(digest) + "' " + why);
  }
}
