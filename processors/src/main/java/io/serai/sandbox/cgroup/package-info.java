/**
 * The kernel's control groups, versions 1 and 2: limits, usage and the end of whole process trees.
 */
@NullMarked
package io.serai.sandbox.cgroup;

import org.jspecify.annotations.NullMarked;
