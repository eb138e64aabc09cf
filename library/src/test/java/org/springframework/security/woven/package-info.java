/** An aspect with the precedence of Spring Security's. */
@NullMarked
package org.springframework.security.woven;

import org.jspecify.annotations.NullMarked;
