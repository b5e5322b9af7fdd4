package io.serai.hub.remote.auth;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Signs and sends one request in a process of its own, whose environment a test can choose. */
final class OtherProcess {

  private OtherProcess() {}

  /** What it printed: the status of the answer, or why it could not sign. */
  static String call(Map<String, String> environment, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(OtherProcess.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (var output = process.getInputStream()) {
      String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return said.lines().reduce("", (before, last) -> last);
    }
  }

  /** The address, the name of the signer, and its parameters as {@code name=value}. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    URI address = URI.create(arguments[0]);
    Map<String, Object> parameters = new TreeMap<>();
    for (String each : List.of(arguments).subList(2, arguments.length)) {
      String[] parts = each.split("=", 2);
      parameters.put(parts[0], parts[1]);
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString("{}"));
    new CloudSigners(Clock.systemUTC())
        .of(arguments[1], parameters)
        .sign("POST", address, Map.of(), "{}".getBytes(StandardCharsets.UTF_8))
        .forEach(request::header);
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    System.out.println(answer.statusCode() + " " + answer.body());
    System.exit(0);
  }
}
