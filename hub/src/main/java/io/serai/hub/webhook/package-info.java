/** Takes webhooks: checks who sent them and makes messages of jobs of them. Accepts none itself. */
@NullMarked
package io.serai.hub.webhook;

import org.jspecify.annotations.NullMarked;
