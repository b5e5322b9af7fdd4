/** The demo: a hub with brokers of its own, and the jobs that show what it does. */
@NullMarked
package io.serai.hub.demo;

import org.jspecify.annotations.NullMarked;
