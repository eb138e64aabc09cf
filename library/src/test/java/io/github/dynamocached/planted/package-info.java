/** Code that breaks the rules of the structure on purpose, one violation for each rule. */
@NullMarked
package io.github.dynamocached.planted;

import org.jspecify.annotations.NullMarked;
