/**
 * What lies in Redis, as text: the names of keys and fields, stamps and leases, and the scripts that write them. The scripts
 * are resources.
 *
 * <p>Begin with {@link io.github.dynamocached.layout.KeyNames}, then {@code Stamp} and the scripts. Nothing here sends a
 * command. Uses the root package and {@code store}.
 */
@NullMarked
package io.github.dynamocached.layout;

import org.jspecify.annotations.NullMarked;
