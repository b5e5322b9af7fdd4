package io.serai.hub.http;

import io.serai.access.Admission;
import io.serai.access.Principal;
import io.serai.access.Scope;
import io.serai.hub.access.CredentialRefused;
import io.serai.hub.access.Doorkeeper;
import io.serai.hub.access.IssuerUnavailable;
import io.serai.hub.access.RefusalLog;
import io.serai.hub.http.HttpContract.Operation;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a request through to its operation, or answers why not: the one place where that is decided.
 * What the contract says nothing about is refused.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750">RFC 6750, Bearer Token Usage</a>
 */
final class AccessGate implements Handler<RoutingContext> {

  private static final Logger LOG = LoggerFactory.getLogger(AccessGate.class);
  private static final String WWW_AUTHENTICATE = "WWW-Authenticate";
  private static final String SCHEME = "Bearer ";
  private static final String CHALLENGE = "Bearer realm=\"serai\"";

  private final HttpContract contract;
  private final Doorkeeper doorkeeper;
  private final RefusalLog refusals;

  AccessGate(HttpContract contract, Doorkeeper doorkeeper, RefusalLog refusals) {
    this.contract = contract;
    this.doorkeeper = doorkeeper;
    this.refusals = refusals;
  }

  @Override
  public void handle(RoutingContext context) {
    List<Operation> operations =
        contract.operations(context.request().method().name(), context.normalizedPath());
    if (!operations.isEmpty() && operations.stream().allMatch(Operation::open)) {
      admit(context, Admission.of(Principal.ANONYMOUS));
    } else if (operations.isEmpty() || operations.stream().anyMatch(o -> o.scopes().isEmpty())) {
      Problems.send(
          context,
          Problem.of(
              403,
              "operation-without-scope",
              "operation is served to nobody; give it a scope in api/openapi.yaml"));
    } else {
      identify(context, scopes(operations));
    }
  }

  private static Set<Scope> scopes(List<Operation> operations) {
    return operations.stream()
        .flatMap(operation -> operation.scopes().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private void identify(RoutingContext context, Set<Scope> needed) {
    List<String> shown = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    String first = shown.isEmpty() ? "" : shown.get(0);
    if (shown.size() != 1 || !first.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      challenge(
          context, "", "credentials are missing; send 'Authorization: Bearer' with a key or token");
      return;
    }
    String bearer = first.substring(SCHEME.length()).trim();
    if (doorkeeper.mayBlock(bearer)) {
      // Its body must not come before there is somebody to read it.
      context.request().pause();
      context
          .vertx()
          .executeBlocking(() -> doorkeeper.admit(bearer), false)
          .onComplete(unused -> context.request().resume())
          .onSuccess(admission -> authorize(context, needed, admission))
          .onFailure(failure -> refuse(context, failure));
      return;
    }
    Admission admission;
    try {
      admission = doorkeeper.admit(bearer);
    } catch (CredentialRefused e) {
      refuse(context, e);
      return;
    }
    authorize(context, needed, admission);
  }

  private void refuse(RoutingContext context, Throwable failure) {
    if (failure instanceof CredentialRefused refused) {
      refusals.add(refused, String.valueOf(context.request().remoteAddress().hostAddress()));
      challenge(context, ", error=\"invalid_token\"", String.valueOf(refused.getMessage()));
    } else if (failure instanceof IssuerUnavailable) {
      LOG.warn("{}", failure.getMessage());
      context.response().putHeader("Retry-After", "5");
      Problems.send(
          context,
          Problem.of(
              503,
              "issuer-unavailable",
              "token cannot be verified, its issuer does not answer; try again in a few seconds"));
    } else {
      LOG.error("credentials could not be checked", failure);
      Problems.send(context, Problem.of(failure));
    }
  }

  private static void authorize(RoutingContext context, Set<Scope> needed, Admission admission) {
    if (admission.scopes().containsAll(needed)) {
      admit(context, admission);
      return;
    }
    String words = needed.stream().map(Scope::word).sorted().collect(Collectors.joining(" "));
    context
        .response()
        .putHeader(
            WWW_AUTHENTICATE,
            CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + words + "\"");
    Problems.send(
        context,
        Problem.of(
            403,
            "insufficient-scope",
            "credential does not permit this; send one with the scope " + words));
  }

  private static void challenge(RoutingContext context, String error, String detail) {
    context.response().putHeader(WWW_AUTHENTICATE, CHALLENGE + error);
    Problems.send(context, Problem.of(401, "unauthorized", detail));
  }

  private static void admit(RoutingContext context, Admission admission) {
    Caller.set(context, admission);
    // What one caller may see, no cache may show to another; from a route Camel drops the header.
    context.response().putHeader("Cache-Control", "no-store");
    context.next();
  }
}
