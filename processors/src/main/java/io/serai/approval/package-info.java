/**
 * Holds jobs that a person must agree to, and keeps to it who may decide. Judges no code and runs
 * nothing.
 */
@NullMarked
package io.serai.approval;

import org.jspecify.annotations.NullMarked;
