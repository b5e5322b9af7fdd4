/** What files are checked for, in words that stay the same from version to version. */
@NullMarked
package io.serai.check;

import org.jspecify.annotations.NullMarked;
