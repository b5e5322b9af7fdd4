package io.serai.store;

import io.serai.policy.PolicyTexts;
import java.util.Optional;

/** Every version of the policies that was ever in force, on any hub. Thread-safe. */
public interface PolicyArchive {

  /** Keeps a version, unless it is kept already. */
  void keep(PolicyTexts policies);

  /** The version of a digest; empty where it was never kept, or is not what it was. */
  Optional<PolicyTexts> find(String digest);
}
