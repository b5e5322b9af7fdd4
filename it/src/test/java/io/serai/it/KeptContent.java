package io.serai.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Everything that a hub keeps, in whatever table or object: looked through for a word. */
final class KeptContent implements AutoCloseable {

  private static final String TABLES =
      """
      select oid::regclass::text from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1
      """;

  private final Connection database;
  private final Path objects;

  /** What the hub of a state directory keeps, in the database that it has brought along. */
  KeptContent(Path state) throws IOException, SQLException {
    String port = Files.readAllLines(state.resolve("postgres/postmaster.pid")).get(3).trim();
    this.database =
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
    this.objects = state.resolve("objects");
  }

  /** The tables with a row that has the word, as text or as bytes. */
  List<String> tablesWith(String word) throws SQLException {
    String bytes = HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8));
    List<String> found = new ArrayList<>();
    for (String table : texts(TABLES)) {
      String rows =
          "select 1 from only %s t where row_to_json(t)::text like any (array['%%%s%%', '%%%s%%']) limit 1"
              .formatted(table, word, bytes);
      if (!texts(rows).isEmpty()) {
        found.add(table);
      }
    }
    return found;
  }

  /** The objects that have the word, compressed or not, or are named after it. */
  List<String> objectsWith(String word) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(objects)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = objects.relativize(file).toString();
        if (name.contains(word) || content(file).contains(word)) {
          found.add(name);
        }
      }
    }
    return found;
  }

  private static String content(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        InputStream content =
            file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of what a statement finds. */
  List<String> texts(String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
    }
    return texts;
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
