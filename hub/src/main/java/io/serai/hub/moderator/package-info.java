/**
 * Asks moderators outside of Serai, and lets what they say join the verdict. They are sent texts,
 * and nothing else of a job.
 */
@NullMarked
package io.serai.hub.moderator;

import org.jspecify.annotations.NullMarked;
