package io.serai.store.postgres;

import io.serai.access.ApiKey;
import io.serai.access.Role;
import io.serai.access.Scope;
import io.serai.store.ApiKeyStore;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of API keys. */
public final class PostgresApiKeyStore implements ApiKeyStore {

  private static final String INSERT = Sql.load("insert-key");
  private static final String ROTATE = Sql.load("rotate-key");
  private static final String USE = Sql.load("use-keys");

  private final Database database;

  /** The keys in the given database. */
  public PostgresApiKeyStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean add(ApiKey key, byte[] hash) {
    return insert(key, hash, true);
  }

  @Override
  public boolean addFirst(ApiKey key, byte[] hash) {
    return insert(key, hash, false);
  }

  private boolean insert(ApiKey key, byte[] hash, boolean besideOthers) {
    return 1
        == database.run(
            "keep a key",
            INSERT,
            statement -> {
              Set<Scope> scopes = key.scopes();
              statement.setString(1, key.id());
              statement.setString(2, key.name());
              statement.setString(3, key.tenant());
              statement.setArray(4, words(statement, key.roles(), Role::word));
              statement.setArray(5, scopes == null ? null : words(statement, scopes, Scope::word));
              statement.setBytes(6, hash);
              statement.setString(7, key.createdBy());
              statement.setTimestamp(8, timestamp(key.createdAt()));
              statement.setTimestamp(9, timestamp(key.expiresAt()));
              statement.setBoolean(10, besideOthers);
              return statement.executeUpdate();
            });
  }

  @Override
  public boolean rotate(String id, byte[] hash, Instant previousUntil) {
    return 1
        == database.run(
            "rotate a key",
            ROTATE,
            statement -> {
              statement.setTimestamp(1, timestamp(previousUntil));
              statement.setBytes(2, hash);
              statement.setString(3, id);
              return statement.executeUpdate();
            });
  }

  @Override
  public boolean revoke(String id, Instant at) {
    return 1
        == database.run(
            "revoke a key",
            "update api_keys set revoked_at = ? where id = ? and revoked_at is null",
            statement -> {
              statement.setTimestamp(1, timestamp(at));
              statement.setString(2, id);
              return statement.executeUpdate();
            });
  }

  @Override
  public void used(Set<String> ids, Instant at) {
    database.run(
        "note which keys are used",
        USE,
        statement -> {
          statement.setTimestamp(1, timestamp(at));
          statement.setArray(2, words(statement, ids, Function.identity()));
          return statement.executeUpdate();
        });
  }

  @Override
  public List<Kept> list() {
    return database.run(
        "read the keys",
        "select * from api_keys order by created_at desc, id",
        statement -> {
          List<Kept> kept = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              kept.add(read(row));
            }
          }
          return kept;
        });
  }

  private static Kept read(ResultSet row) throws SQLException {
    ApiKey key =
        new ApiKey(
            row.getString("id"),
            row.getString("name"),
            row.getString("tenant"),
            named(row.getArray("roles"), Role::of),
            row.getArray("scopes") == null ? null : named(row.getArray("scopes"), Scope::of),
            row.getString("created_by"),
            row.getTimestamp("created_at").toInstant(),
            instant(row, "expires_at"),
            instant(row, "revoked_at"),
            instant(row, "last_used_at"));
    return new Kept(
        key, row.getBytes("hash"), row.getBytes("previous_hash"), instant(row, "previous_until"));
  }

  private static <T> Array words(
      PreparedStatement statement, Collection<T> values, Function<T, String> word)
      throws SQLException {
    return statement
        .getConnection()
        .createArrayOf("text", values.stream().map(word).sorted().toArray());
  }

  /** A word that this version does not know permits nothing. */
  private static <T> Set<T> named(Array words, Function<String, Optional<T>> meaning)
      throws SQLException {
    return Arrays.stream((String[]) words.getArray())
        .map(meaning)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }
}
