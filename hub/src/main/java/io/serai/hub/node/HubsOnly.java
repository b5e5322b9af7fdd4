package io.serai.hub.node;

import io.serai.hub.contract.NodeProblem;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Lets hubs in and nobody else: the authority has vouched for who calls, and the certificate's
 * subject tells in which role.
 */
final class HubsOnly implements Handler<RoutingContext> {

  private static final String ORGANIZATION = "serai";
  private static final String ROLE = "hub";

  @Override
  public void handle(RoutingContext context) {
    if (isHub(context.request().sslSession())) {
      context.next();
    } else {
      HttpAnswers.problem(
          context.response(),
          NodeProblem.of(
              403,
              "not-a-hub",
              "certificate is not a hub's; call with one made by deploy/certificates hub"));
    }
  }

  private static boolean isHub(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate caller && isHub(caller);
    } catch (SSLPeerUnverifiedException | InvalidNameException e) {
      return false;
    }
  }

  private static boolean isHub(X509Certificate caller) throws InvalidNameException {
    Map<String, Object> subject = new HashMap<>();
    for (Rdn part : new LdapName(caller.getSubjectX500Principal().getName()).getRdns()) {
      // Two of a kind may hide a role behind another: neither counts then.
      subject.merge(part.getType().toUpperCase(Locale.ROOT), part.getValue(), (one, two) -> "");
    }
    return ORGANIZATION.equals(subject.get("O")) && ROLE.equals(subject.get("OU"));
  }
}
