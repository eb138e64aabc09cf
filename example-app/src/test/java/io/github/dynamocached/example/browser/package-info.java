/** A headless Chromium for tests, driven over the DevTools protocol. It needs nothing but the browser itself. */
@NullMarked
package io.github.dynamocached.example.browser;

import org.jspecify.annotations.NullMarked;
