/**
 * Signs requests the way each cloud wants it, with the cloud's own library and the credentials that
 * library finds in the environment. Nothing here reads a message.
 */
@NullMarked
package io.serai.hub.remote.auth;

import org.jspecify.annotations.NullMarked;
