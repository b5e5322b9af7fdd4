/**
 * The extension point for running a job's code: {@link io.serai.sandbox.Sandbox} and the values it
 * takes and gives. A provider is a package below this one; nothing here knows any provider.
 */
@NullMarked
package io.serai.sandbox;

import org.jspecify.annotations.NullMarked;
