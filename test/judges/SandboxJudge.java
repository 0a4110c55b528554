import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Databricks' JDBC driver against a running sandbox. Argument: the file with the sandbox's line of JSON. */
public class SandboxJudge {
  private static String json;

  public static void main(String[] args) throws Exception {
    json = Files.readString(Path.of(args[0]));
    String path = first("\"httpPaths\":\\{\"[^\"]*\":\"([^\"]*)\"");
    String catalog = first("\"catalog\":\"([^\"]*)\"");
    String schema = first("\"schema\":\"([^\"]*)\"");
    String url = "jdbc:databricks://localhost:" + first("\"port\":(\\d+)") + "/default;transportMode=http;ssl=1;AuthMech=3;EnableTelemetry=0;httpPath=" + path
        + ";ConnCatalog=" + catalog + ";ConnSchema=" + schema + ";SSLTrustStore=" + args[1] + ";SSLTrustStorePwd=changeit" + (args.length > 2 ? args[2] : "");
    int failed = 0;
    try (Connection connection = open(url, "clevertap")) {
      failed += check(connection, "SHOW CATALOGS");
      failed += check(connection, "SHOW SCHEMAS IN `" + catalog + "`");
      failed += check(connection, "SELECT 1 AS one, 'x' AS text, CAST(12.50 AS DECIMAL(10,2)) AS amount, DATE'2024-02-29' AS day, TIMESTAMP'2024-02-29 12:34:56.789' AS at, NULL AS nothing");
      failed += check(connection, "SELECT * FROM `" + catalog + "`.`" + schema + "`.customers LIMIT 3");
      try (ResultSet rows = connection.getMetaData().getTables(catalog, schema, "%", null)) {
        failed += count("getTables", rows);
      }
      try (ResultSet rows = connection.getMetaData().getColumns(catalog, schema, "customers", "%")) {
        failed += count("getColumns", rows);
      }
      try (Statement statement = connection.createStatement()) {
        statement.executeQuery("SELECT * FROM no_such_catalog.a.b");
        failed += fail("a missing catalog was not refused");
      } catch (SQLException refused) {
        System.out.println("ok   refused: " + refused.getMessage().replace('\n', ' '));
      }
    }
    try (Connection connection = open(url, "no-warehouse")) {
      failed += fail("a token without CAN USE was let in");
    } catch (SQLException refused) {
      System.out.println("ok   refused: " + refused.getMessage().replace('\n', ' '));
    }
    System.out.println(failed == 0 ? "JDBC: all passed" : "JDBC: " + failed + " failed");
    System.exit(failed == 0 ? 0 : 1);
  }

  private static Connection open(String url, String identity) throws SQLException {
    Properties properties = new Properties();
    properties.put("user", "token");
    properties.put("password", first("\"" + identity + "\":\"(dapi[^\"]*)\""));
    return DriverManager.getConnection(url, properties);
  }

  private static int check(Connection connection, String sql) {
    try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
      return count(sql, rows);
    } catch (SQLException error) {
      return fail(sql + ": " + error.getMessage());
    }
  }

  private static int count(String what, ResultSet rows) throws SQLException {
    int count = 0;
    StringBuilder first = new StringBuilder();
    while (rows.next()) {
      count++;
      for (int column = 1; count == 1 && column <= rows.getMetaData().getColumnCount(); column++) first.append(rows.getMetaData().getColumnName(column)).append('=').append(rows.getObject(column)).append(' ');
    }
    System.out.println((count > 0 ? "ok   " : "FAIL ") + what + ": " + count + " rows; first: " + first);
    return count > 0 ? 0 : 1;
  }

  private static int fail(String text) {
    System.out.println("FAIL " + text);
    return 1;
  }

  private static String first(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(json);
    if (!matcher.find()) throw new IllegalArgumentException("not in the sandbox's line: " + pattern);
    return matcher.group(1);
  }
}
