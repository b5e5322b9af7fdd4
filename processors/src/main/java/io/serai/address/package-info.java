/**
 * What an IP address leads to. Shared by whatever connects to where others say; connects nowhere.
 */
@NullMarked
package io.serai.address;

import org.jspecify.annotations.NullMarked;
