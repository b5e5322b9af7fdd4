package io.serai.store.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import io.serai.policy.PolicyTexts;
import io.serai.store.PolicyArchive;
import java.sql.ResultSet;
import java.util.Map;
import java.util.Optional;

/** The table of versions of the policies. */
public final class PostgresPolicyArchive implements PolicyArchive {

  private static final TypeReference<Map<String, String>> FILES = new TypeReference<>() {};

  private final Database database;

  /** The table in the given database. */
  public PostgresPolicyArchive(Database database) {
    this.database = database;
  }

  @Override
  public void keep(PolicyTexts policies) {
    database.run(
        "keep policies",
        "insert into policy_versions (digest, files) values (?, ?::json) on conflict do nothing",
        statement -> {
          statement.setString(1, policies.digest());
          statement.setString(2, Documents.write(policies.files()));
          return statement.executeUpdate();
        });
  }

  @Override
  public Optional<PolicyTexts> find(String digest) {
    return database
        .run(
            "find policies",
            "select files from policy_versions where digest = ?",
            statement -> {
              statement.setString(1, digest);
              try (ResultSet row = statement.executeQuery()) {
                return row.next()
                    ? Optional.of(PolicyTexts.of(Documents.read(row.getString(1), FILES)))
                    : Optional.<PolicyTexts>empty();
              }
            })
        .filter(found -> found.digest().equals(digest));
  }
}
