/**
 * A machine that runs jobs for hubs: takes runs over HTTPS from hubs only, runs each at most once,
 * remembers what it started, and reports what it can. Knows no route, no stage and no job store.
 */
@NullMarked
package io.serai.hub.node;

import org.jspecify.annotations.NullMarked;
