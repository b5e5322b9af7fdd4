/**
 * The network of jobs that have one: connections come out of a sandbox as streams of its channel
 * and go through a proxy that lets through what the job may reach and nothing else. The other end
 * is {@code sandbox-images/runners/supervisor/streams.py}.
 */
@NullMarked
package io.serai.sandbox.egress;

import org.jspecify.annotations.NullMarked;
