/** What hubs and nodes say to each other, as {@code api/node.yaml} has it: values only. */
@NullMarked
package io.serai.hub.contract;

import org.jspecify.annotations.NullMarked;
