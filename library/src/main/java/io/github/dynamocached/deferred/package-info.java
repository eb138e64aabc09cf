/**
 * Results that arrive after a method has returned: how the value gets out of what the method returned, and how the caller
 * gets it.
 */
@NullMarked
package io.github.dynamocached.deferred;

import org.jspecify.annotations.NullMarked;
