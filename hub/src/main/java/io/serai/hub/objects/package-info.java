/** Objects on an S3 server, and what moves the large parts of results into the object store. */
@NullMarked
package io.serai.hub.objects;

import org.jspecify.annotations.NullMarked;
