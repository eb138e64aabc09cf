/** The headers of every answer, which say where it came from and what it cost. */
@NullMarked
package io.github.dynamocached.example.answers;

import org.jspecify.annotations.NullMarked;
