package io.serai.hub.version;

import io.serai.store.Version;
import io.serai.store.VersionStore;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds versions by as much of their digests as somebody gives.
 *
 * @param versions all that are kept
 */
public record VersionLookup(VersionStore versions) {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{4,64}");
  private static final int MOST_NAMED = 5;

  /**
   * The version whose digest begins like this.
   *
   * @param asked 4 to 64 hex digits
   * @throws NoSuchVersion when there is none, or more than one
   */
  public Version find(String asked) {
    if (!DIGEST.matcher(asked).matches()) {
      throw unknown(asked, "send 4 to 64 hex digits of its digest");
    }
    List<String> digests = versions.digests(asked, MOST_NAMED);
    if (digests.size() > 1) {
      throw new NoSuchVersion(
          "version '"
              + asked
              + "' may be any of "
              + String.join(", ", digests)
              + "; send more digits",
          true);
    }
    return digests.stream()
        .findFirst()
        .flatMap(versions::find)
        .orElseThrow(() -> unknown(asked, "its history lists those that are kept"));
  }

  private static NoSuchVersion unknown(String asked, String advice) {
    return new NoSuchVersion("version '" + asked + "' is unknown; " + advice, false);
  }
}
