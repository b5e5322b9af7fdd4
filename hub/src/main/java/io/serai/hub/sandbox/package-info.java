/**
 * The Camel component {@code sandbox:<provider>}: how routes and kamelets name a sandbox. Knows no
 * provider.
 */
@NullMarked
package io.serai.hub.sandbox;

import org.jspecify.annotations.NullMarked;
