/** Auto-configurations of somebody else. */
@NullMarked
package org.acme;

import org.jspecify.annotations.NullMarked;
