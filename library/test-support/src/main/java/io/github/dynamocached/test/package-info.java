/**
 * Support for tests of applications: a cache without a server, assertions, a movable clock and faults.
 *
 * <p>Begin with {@link io.github.dynamocached.test.AutoConfigureDynamoCached}.
 */
@NullMarked
package io.github.dynamocached.test;

import org.jspecify.annotations.NullMarked;
