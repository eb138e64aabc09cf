package io.github.dynamocached.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to define if there is no Redis to connect to. */
final class UnknownRedisFailureAnalyzer extends AbstractFailureAnalyzer<UnknownRedisException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnknownRedisException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), UnknownRedisException.ACTION, cause);
    }
}
