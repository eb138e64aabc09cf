/** The report: all rows in one run, as tables and a picture. {@link io.github.dynamocached.benchmarks.report.Report} begins it. */
@NullMarked
package io.github.dynamocached.benchmarks.report;

import org.jspecify.annotations.NullMarked;
