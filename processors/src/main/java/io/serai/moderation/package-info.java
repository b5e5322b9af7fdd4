/** Judges what a job would do: allow, flag or block. Knows no tenant. */
@NullMarked
package io.serai.moderation;

import org.jspecify.annotations.NullMarked;
