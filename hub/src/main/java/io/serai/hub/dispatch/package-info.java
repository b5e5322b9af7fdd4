/**
 * Starts leased jobs on this hub, keeps their leases, and sends the replies they owe. Decides
 * nothing about a job.
 */
@NullMarked
package io.serai.hub.dispatch;

import org.jspecify.annotations.NullMarked;
