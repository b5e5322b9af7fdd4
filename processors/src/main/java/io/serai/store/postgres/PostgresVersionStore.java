package io.serai.store.postgres;

import com.fasterxml.jackson.core.type.TypeReference;
import io.serai.store.Version;
import io.serai.store.Version.Kind;
import io.serai.store.VersionStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The tables of versions, and of when each came into force. */
public final class PostgresVersionStore implements VersionStore {

  private static final TypeReference<Map<String, String>> FILES = new TypeReference<>() {};
  private static final String NOTE = Sql.load("note-version");
  private static final String LIST = Sql.load("list-versions");
  private static final String IN_FORCE = Sql.load("list-in-force");

  private final Database database;
  private final UUID hub;

  /**
   * The tables in the given database.
   *
   * @param hub on which versions come into force
   */
  public PostgresVersionStore(Database database, UUID hub) {
    this.database = database;
    this.hub = hub;
  }

  @Override
  public void came(Version version, Coming coming) {
    database.transact(
        "keep a version",
        connection -> {
          keep(connection, version);
          note(connection, version, coming);
          return true;
        });
  }

  private static void keep(Connection connection, Version version) throws SQLException {
    String table = version.kind() == Kind.POLICIES ? "policy_versions" : "route_versions";
    String sql =
        "insert into " + table + " (digest, files) values (?, ?::json) on conflict do nothing";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, version.digest());
      statement.setString(2, Documents.write(version.files()));
      statement.executeUpdate();
    }
  }

  private void note(Connection connection, Version version, Coming coming) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NOTE)) {
      statement.setTimestamp(1, Timestamp.from(coming.at()));
      statement.setObject(2, hub);
      statement.setString(3, coming.host());
      statement.setString(4, version.kind().word());
      statement.setString(5, version.digest());
      statement.setString(6, coming.author());
      statement.setString(7, coming.how().word());
      statement.setString(8, coming.commit());
      statement.executeUpdate();
    }
  }

  @Override
  public Optional<Version> find(String digest) {
    return database
        .run(
            "find a version",
            "select kind, files from versions where digest = ?",
            statement -> {
              statement.setString(1, digest);
              try (ResultSet row = statement.executeQuery()) {
                return row.next()
                    ? Optional.of(
                        Version.of(kind(row), Documents.read(row.getString("files"), FILES)))
                    : Optional.<Version>empty();
              }
            })
        .filter(found -> found.digest().equals(digest));
  }

  @Override
  public List<String> digests(String beginning, int most) {
    return database.run(
        "find versions",
        "select digest from versions where starts_with(digest, ?) order by digest limit ?",
        statement -> {
          statement.setString(1, beginning);
          statement.setInt(2, most);
          List<String> digests = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              digests.add(row.getString(1));
            }
          }
          return digests;
        });
  }

  @Override
  public List<Entry> history(Query query) {
    return database.byValues(
        "list versions",
        LIST,
        statement -> {
          statement.setString(1, query.kind() == null ? null : query.kind().word());
          statement.setObject(2, query.before(), Types.BIGINT);
          statement.setInt(3, query.limit());
          return entries(statement);
        });
  }

  @Override
  public List<Entry> inForce() {
    return database.run("list what is in force", IN_FORCE, PostgresVersionStore::entries);
  }

  private static List<Entry> entries(PreparedStatement statement) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        entries.add(entry(row));
      }
    }
    return entries;
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("id"),
        row.getObject("hub", UUID.class),
        kind(row),
        row.getString("digest"),
        new Coming(
            row.getTimestamp("at").toInstant(),
            row.getString("host"),
            row.getString("author"),
            How.valueOf(row.getString("how").toUpperCase(Locale.ROOT)),
            row.getString("commit_id")));
  }

  private static Kind kind(ResultSet row) throws SQLException {
    return Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
  }
}
