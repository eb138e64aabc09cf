/** What every answer says about where it came from. */
@NullMarked
package io.github.dynamocached.example.answers;

import org.jspecify.annotations.NullMarked;
