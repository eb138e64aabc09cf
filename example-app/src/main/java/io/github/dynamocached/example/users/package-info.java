/** The customers: one item each, in the table {@code users}. */
@NullMarked
package io.github.dynamocached.example.users;

import org.jspecify.annotations.NullMarked;
