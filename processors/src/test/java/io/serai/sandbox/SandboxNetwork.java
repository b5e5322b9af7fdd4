package io.serai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.serai.job.JobFile;
import io.serai.job.Language;
import io.serai.job.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What jobs reach. Nothing but loopback is ever connected to. */
abstract class SandboxNetwork extends SandboxRefusals {

  /** What may be under way on a connection that nobody reads, most of it in kernels. */
  private static final long HELD_BYTES = 16 << 20;

  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void reachesWhatItMay() throws Exception {
    assertThat(
            printed(
                Language.PYTHON,
                """
                import urllib.request
                for path in ('hello', 'host'):
                    print(urllib.request.urlopen('http://ORIGIN/' + path).read().decode())
                """))
        .isEqualTo("hello\n" + origin.http() + "\n");
    assertThat(
            printed(
                Language.NODE,
                """
                import http from 'node:http';
                console.log(await (await fetch('http://ORIGIN/hello')).text());
                http.get('http://ORIGIN/host', (answer) => answer.pipe(process.stdout));
                """))
        .isEqualTo("hello\n" + origin.http());
  }

  @Test
  void tunnelsWhatIsNotHttp() throws Exception {
    String code =
        """
        import http.client, os
        tunnel = http.client.HTTPConnection('127.0.0.1', 3128)
        tunnel.set_tunnel('ORIGIN')
        tunnel.request('GET', '/hello')
        print(tunnel.getresponse().read().decode(), sorted(k for k in os.environ if 'proxy' in k.lower()))
        """;
    assertThat(printed(Language.PYTHON, code))
        .isEqualTo(
            "hello ['ALL_PROXY', 'HTTPS_PROXY', 'HTTP_PROXY', 'NODE_USE_ENV_PROXY',"
                + " 'http_proxy', 'https_proxy']\n");
  }

  /** TLS is between the program and the remote end: the proxy passes on what it cannot read. */
  @Test
  void reachesHttps() throws Exception {
    String python =
        """
        import ssl, urllib.request
        trusting = ssl.create_default_context(cadata=open('ca.pem').read())
        print(urllib.request.urlopen('https://HTTPS/hello', context=trusting).read().decode())
        """;
    String node =
        """
        import fs from 'node:fs';
        import https from 'node:https';
        https.get('https://HTTPS/hello', { ca: fs.readFileSync('ca.pem') }, async (answer) => {
          answer.pipe(process.stdout);
          await fetch('https://HTTPS/hello').catch((failure) => console.log(failure.cause.code));
          process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
          console.log(await (await fetch('https://HTTPS/hello')).text());
        });
        """;
    assertThat(withCertificate(Language.PYTHON, python)).isEqualTo("secret hello\n");
    assertThat(withCertificate(Language.NODE, node))
        .isEqualTo("secret helloDEPTH_ZERO_SELF_SIGNED_CERT\nsecret hello\n");
  }

  private String withCertificate(Language language, String code) throws InterruptedException {
    JobFile file = new JobFile("ca.pem", bytes(origin.certificate().pem()));
    RunResult result =
        online(
            language,
            code.replace("HTTPS", origin.https()),
            List.of(file),
            RunObserver.NONE,
            origin.https());
    assertThat(result.status()).as(result.stderr()).isEqualTo(Status.SUCCEEDED);
    return result.stdout();
  }

  @Test
  void carriesMuchBothWaysUnchanged() throws Exception {
    assertThat(
            printed(
                Language.PYTHON,
                """
                import hashlib, urllib.request
                large = urllib.request.urlopen('http://ORIGIN/large').read()
                print(len(large), hashlib.sha256(large).hexdigest())
                print(urllib.request.urlopen('http://ORIGIN/digest', data=large).read().decode())
                """))
        .isEqualTo(twice());
    assertThat(
            printed(
                Language.NODE,
                """
                import { createHash } from 'node:crypto';
                const large = Buffer.from(await (await fetch('http://ORIGIN/large')).arrayBuffer());
                console.log(large.length, createHash('sha256').update(large).digest('hex'));
                console.log(await (await fetch('http://ORIGIN/digest', { method: 'POST', body: large })).text());
                """))
        .isEqualTo(twice());
  }

  private String twice() {
    return Origin.LARGE + " " + origin.digest() + "\n" + origin.digest() + "\n";
  }

  @Test
  void makesConnectionsWaitThatAreTooMany() throws Exception {
    String code =
        """
        import threading, urllib.request
        got = []
        def get():
            got.append(urllib.request.urlopen('http://ORIGIN/hello').read())
        threads = [threading.Thread(target=get) for _ in range(60)]
        for each in threads: each.start()
        for each in threads: each.join()
        print(len(got), set(got))
        """;
    assertThat(printed(Language.PYTHON, code)).isEqualTo("60 {b'hello'}\n");
  }

  /** The program never reads from two, and two are not read at the other end; the rest goes on. */
  @Test
  void isNotHeldUpByConnectionsThatNobodyReads() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    long before = origin.sent();
    String code =
        """
        import http.client, time, urllib.request
        def tunnel(to):
            made = http.client.HTTPConnection('127.0.0.1', 3128)
            made.set_tunnel(to)
            made.connect()
            return made
        unread = [tunnel('ENDLESS'), tunnel('ENDLESS')]
        for deaf in (tunnel('DEAF'), tunnel('DEAF')):
            deaf.sock.setblocking(False)
            written = 0
            try:
                while True:
                    written += deaf.sock.send(bytes(65536))
                    time.sleep(0.001)
            except BlockingIOError:
                print(written < 16 << 20)
            unread.append(deaf)
        time.sleep(1)
        for i in range(5):
            print(i, urllib.request.urlopen('http://ORIGIN/hello').read().decode(), flush=True)
        """;
    RunResult result = online(Language.PYTHON, code(code), noting(seen), destinations());

    assertThat(result.stderr()).isEmpty();
    assertThat(String.join("", seen))
        .isEqualTo("True\nTrue\n0 hello\n1 hello\n2 hello\n3 hello\n4 hello\n");
    assertThat(origin.sent() - before).isLessThan(2 * HELD_BYTES);
    assertNothingLeft();
  }

  @Test
  void leavesNothingOfATransferThatIsCancelled() throws Exception {
    CompletableFuture<Runnable> stop = new CompletableFuture<>();
    RunObserver observer =
        new RunObserver() {
          @Override
          public void starting(Runnable kill) {
            stop.complete(kill);
          }

          @Override
          public void output(Stream stream, byte[] chunk) {
            stop.join().run();
          }
        };
    String code =
        """
        import http.client
        tunnel = http.client.HTTPConnection('127.0.0.1', 3128)
        tunnel.set_tunnel('ENDLESS')
        tunnel.connect()
        read = 0
        while True:
            read += len(tunnel.sock.recv(65536))
            if 8 << 20 < read < (8 << 20) + 65537: print('much', flush=True)
        """;
    RunResult result = online(Language.PYTHON, code(code), observer, destinations());

    assertThat(result.status()).as(result.stderr()).isEqualTo(Status.CANCELLED);
    assertNothingLeft();
  }

  private void assertNothingLeft() {
    await().atMost(SOON).untilAsserted(() -> assertThat(origin.connections()).isZero());
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("egress-writer")));
    awaitOnlyThoseThatWait();
  }

  private static RunObserver noting(List<String> seen) {
    return new RunObserver() {
      @Override
      public void starting(Runnable stop) {}

      @Override
      public void output(Stream stream, byte[] chunk) {
        seen.add(new String(chunk, StandardCharsets.UTF_8));
      }
    };
  }

  private String[] destinations() {
    return new String[] {origin.http(), origin.endless(), origin.deaf()};
  }
}
