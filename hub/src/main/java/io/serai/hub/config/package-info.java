/** What an operator may set: every key, its default and its range. Starts nothing. */
@NullMarked
package io.serai.hub.config;

import org.jspecify.annotations.NullMarked;
