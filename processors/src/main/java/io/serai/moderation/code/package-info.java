/**
 * Reads programs as far as it takes to tell what they import and call, by whatever names. Never
 * runs them, and takes time and stack that do not depend on what they hold.
 */
@NullMarked
package io.serai.moderation.code;

import org.jspecify.annotations.NullMarked;
