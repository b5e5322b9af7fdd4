package io.serai.hub.access;

import io.serai.access.Admission;
import io.serai.access.KeyText;
import io.serai.access.Principal;
import io.serai.access.Role;
import io.serai.store.ApiKeyStore;
import io.serai.store.AuditStore;
import io.serai.store.AuditStore.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key that a hub makes when it asks for credentials and nobody can have any yet. */
public final class FirstKey {

  /** Its file, in the state directory. */
  public static final String FILE = "operator.key";

  private static final Logger LOG = LoggerFactory.getLogger(FirstKey.class);
  private static final Principal HUB = new Principal("hub", null, Set.of(Role.values()));

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private FirstKey() {}

  /**
   * Makes the key, for any tenant and with all roles, unless there are keys. Its file is written
   * first: a hub that dies in between makes another, rather than leaving a key that nobody has.
   */
  static void make(ApiKeyStore store, AuditStore audit, Path state, Clock clock)
      throws IOException {
    if (!store.list().isEmpty()) {
      return;
    }
    KeyText text = KeyText.mint(new SecureRandom());
    KeyOrder order = new KeyOrder("operator", null, HUB.roles(), null, null);
    Path written = Files.createTempFile(Files.createDirectories(state), FILE, ".new", OWNER_ONLY);
    Files.writeString(written, text.reveal() + "\n", StandardCharsets.US_ASCII);
    Path file = Files.move(written, state.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
    if (!store.addFirst(order.key(text.id(), Admission.of(HUB), clock.instant()), text.hash())) {
      // Another hub on the same database was faster.
      Files.delete(file);
      return;
    }
    audit.append(
        new Entry("hub", null, "key.create", text.id(), "done", Map.of("name", order.name())));
    LOG.info("the first key, for operators, is in {}", file);
  }
}
