/**
 * The channel to the supervisor inside a sandbox: frames of a type, a length and that many bytes.
 * The other end is {@code sandbox-images/runners/supervisor/frames.py}.
 */
@NullMarked
package io.serai.sandbox.channel;

import org.jspecify.annotations.NullMarked;
