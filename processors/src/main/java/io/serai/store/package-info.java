/**
 * What is kept: jobs, results, steps, charges, replies to send, dead letters, keys, objects, as
 * interfaces. An implementation is a package below this one; nothing here knows SQL.
 */
@NullMarked
package io.serai.store;

import org.jspecify.annotations.NullMarked;
