/**
 * The ports of the protocol and their words: {@link io.github.dynamocached.store.EntryStore} and
 * {@link io.github.dynamocached.store.LoadLock} towards Redis, {@link io.github.dynamocached.store.ValueCodec} towards
 * bytes, {@link io.github.dynamocached.store.EntityKeys} towards entities, and what they take and return.
 *
 * <p>Begin with {@code EntryStore} and {@code Slot}. This package uses the root package alone.
 */
@NullMarked
package io.github.dynamocached.store;

import org.jspecify.annotations.NullMarked;
