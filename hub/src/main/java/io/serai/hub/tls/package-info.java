/** Certificates, keys and whom to believe, read from PEM files (RFC 7468). Opens no connection. */
@NullMarked
package io.serai.hub.tls;

import org.jspecify.annotations.NullMarked;
