/**
 * Runs jobs as Jobs of a Kubernetes cluster. The steps are in the kamelet and Camel's Kubernetes
 * components take them; here is what they are given, and what comes of it.
 */
@NullMarked
package io.serai.hub.kubernetes;

import org.jspecify.annotations.NullMarked;
