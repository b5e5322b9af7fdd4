/**
 * The vocabulary every stage speaks: jobs, results and what is said about them. Needs nothing but
 * the JDK, and knows no stage, store or transport.
 */
@NullMarked
package io.serai.job;

import org.jspecify.annotations.NullMarked;
