/**
 * The live page at {@code /}: charts of what the caches do, and buttons that send traffic and break things. The page itself
 * is in {@code static/} and {@code static/page/}.
 */
@NullMarked
package io.github.dynamocached.example.page;

import org.jspecify.annotations.NullMarked;
