/** Load runs, each against a baseline in the same run. */
@NullMarked
package io.serai.bench;

import org.jspecify.annotations.NullMarked;
