package io.serai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.job.Language;
import io.serai.job.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What jobs do not reach. Nothing but loopback is ever connected to. */
abstract class SandboxRefusals extends SandboxPrograms {

  private static final String REFUSALS =
      """
      import http.client, urllib.error, urllib.request
      for url in ('http://127.0.0.1:1/', 'http://other.example.org/', 'http://169.254.169.254/',
                  'http://ORIGIN:1/', 'http://2130706433/'):
          try:
              print(urllib.request.urlopen(url).status)
          except urllib.error.HTTPError as refused:
              print(refused.code, refused.read().decode().strip())
      tunnel = http.client.HTTPConnection('127.0.0.1', 3128)
      tunnel.set_tunnel('169.254.169.254:80')
      try:
          tunnel.request('GET', '/')
      except OSError as refused:
          print(refused)
      """;

  final Origin origin = new Origin();

  @AfterAll
  void closeOrigin() {
    origin.close();
  }

  @Test
  void refusesTheRestWithAReason() throws Exception {
    int before = origin.requests();
    RunResult result =
        online(
            Language.PYTHON, code(REFUSALS), RunObserver.NONE, origin.http(), "169.254.169.254:80");

    String outside =
        " is not in the job's network; allowed: [" + origin.http() + ", 169.254.169.254:80]";
    String metadata =
        "'169.254.169.254:80' is a link-local or metadata address, which no job may reach";
    assertThat(result.stdout().lines())
        .containsExactly(
            "403 '127.0.0.1:1'" + outside,
            "403 'other.example.org:80'" + outside,
            "403 " + metadata,
            "400 destination is not one; allowed: host:port",
            "400 destination is not one; allowed: host:port",
            "Tunnel connection failed: 403 " + metadata);
    assertThat(origin.requests()).isEqualTo(before);
  }

  @Test
  void tellsNodeWhyItWasRefused() throws Exception {
    String code =
        """
        import https from 'node:https';
        await fetch('http://127.0.0.1:1025/').catch((failure) => console.log(failure.cause.message));
        https.get('https://127.0.0.1:1025/').on('error', (failure) => console.log(failure.message));
        """;
    String refused =
        "proxy answered 403 '127.0.0.1:1025' is not in the job's network; allowed: ["
            + origin.http()
            + "]\n";
    assertThat(printed(Language.NODE, code)).isEqualTo(refused + refused);
  }

  @Test
  void reachesNothingPastTheProxy() throws Exception {
    String code =
        """
        import socket
        for address in (('127.0.0.1', PORT), ('192.0.2.1', 80), ('169.254.169.254', 80)):
            try:
                socket.create_connection(address, 2)
                print('connected')
            except OSError as failure:
                print(type(failure).__name__)
        """;
    assertThat(printed(Language.PYTHON, code.replace("PORT", origin.http().replaceAll(".*:", ""))))
        .isEqualTo("ConnectionRefusedError\nOSError\nOSError\n");
  }

  @Test
  void hasNoProxyWithoutANetwork() throws Exception {
    RunResult result =
        python(
            """
            import os, socket
            print([name for name in os.environ if 'proxy' in name.lower()])
            socket.create_connection(('127.0.0.1', 3128))
            """);

    assertThat(result.stdout()).isEqualTo("[]\n");
    assertThat(result.stderr()).contains("ConnectionRefusedError");
  }

  String printed(Language language, String code) throws InterruptedException {
    RunResult result = online(language, code(code), RunObserver.NONE, origin.http());
    assertThat(result.stderr()).isEmpty();
    assertThat(result.status()).isEqualTo(Status.SUCCEEDED);
    return result.stdout();
  }

  String code(String template) {
    return template
        .replace("ORIGIN", origin.http())
        .replace("ENDLESS", origin.endless())
        .replace("DEAF", origin.deaf());
  }
}
