/** Auto-configuration for Spring Boot. */
@NullMarked
package io.github.dynamocached.autoconfigure;

import org.jspecify.annotations.NullMarked;
