/** An application with the starter of Spring Cloud AWS. */
package io.github.dynamocached.samples;
