/**
 * Signatures of webhooks, and how a webhook's payload becomes a job. Knows neither HTTP nor where
 * secrets are kept.
 */
@NullMarked
package io.serai.webhook;

import org.jspecify.annotations.NullMarked;
