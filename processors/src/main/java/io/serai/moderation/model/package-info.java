/**
 * Trained classifiers of texts: how they are trained, measured, kept in files and asked. Knows no
 * job and no policy.
 */
@NullMarked
package io.serai.moderation.model;

import org.jspecify.annotations.NullMarked;
