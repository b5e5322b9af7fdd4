/** What happens to a job as it happens, for those who watch. Keeps nothing once a job has ended. */
@NullMarked
package io.serai.hub.events;

import org.jspecify.annotations.NullMarked;
