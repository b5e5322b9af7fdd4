package io.serai.hub.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.access.Scope;
import io.serai.hub.http.HttpContract.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit makes the directory before the first test.
class HttpContractTest {

  @TempDir private static Path home;

  @Test
  void saysOfEveryOperationWhoMayCallIt() {
    HttpContract own =
        new HttpContract(Path.of(System.getProperty("serai.home"), "api/openapi.yaml"));
    assertThat(own.operations())
        .isNotEmpty()
        .allMatch(operation -> operation.open() == operation.scopes().isEmpty());
  }

  @Test
  void takesScopesFromEverySchemeAndOpensOnlyWhatSaysSo() throws IOException {
    HttpContract contract =
        contract(
            """
            paths:
              /a:
                get: {operationId: a, security: [{openId: ['jobs:read']}, {apiKey: []}]}
              /b:
                get: {operationId: b, security: []}
                post: {operationId: c}
              /{x}:
                get: {operationId: d, security: [{openId: ['keys:read']}]}
            """);

    assertThat(contract.operations("GET", "/a"))
        .containsExactly(
            new Operation("a", Set.of(Scope.JOBS_READ), false, Set.of()),
            new Operation("d", Set.of(Scope.KEYS_READ), false, Set.of()));
    assertThat(contract.operations("POST", "/b"))
        .containsExactly(new Operation("c", Set.of(), false, Set.of()));
    assertThat(contract.operations("GET", "/b"))
        .contains(new Operation("b", Set.of(), true, Set.of()));
    assertThat(contract.operations("PUT", "/a")).isEmpty();
  }

  @Test
  void namesAnOperationByItsMethodAndTemplate() throws IOException {
    HttpContract contract =
        contract(
            """
            paths:
              /a/{id}:
                get: {operationId: a, security: []}
                post: {operationId: b, security: []}
            """);

    assertThat(contract.line("a")).hasValue("GET /a/{id}");
    assertThat(contract.line("b")).hasValue("POST /a/{id}");
    assertThat(contract.line("c")).isEmpty();
  }

  @Test
  void refusesAScopeThatThereIsNot() {
    assertThatThrownBy(
            () -> contract("paths: {/a: {get: {operationId: a, security: [{k: ['jobs']}]}}}"))
        .hasMessageStartingWith(
            "scope 'jobs' of operation 'a' is unknown; allowed: jobs:read, jobs:write");
  }

  private static HttpContract contract(String yaml) throws IOException {
    return new HttpContract(Files.writeString(home.resolve("openapi.yaml"), yaml));
  }
}
