/** The provider {@code process}: bubblewrap around the host's own interpreters. */
@NullMarked
package io.serai.sandbox.process;

import org.jspecify.annotations.NullMarked;
