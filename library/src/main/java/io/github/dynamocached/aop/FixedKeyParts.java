package io.github.dynamocached.aop;

import java.util.List;

/**
 * Parts that are the same whenever they are computed for a call.
 *
 * @param parts computes them
 */
record FixedKeyParts(KeyParts parts) implements KeyParts {

    @Override
    public List<?> partsFor(Call call) {
        return parts.partsFor(call);
    }

    @Override
    public boolean needsResult() {
        return parts.needsResult();
    }

    @Override
    public boolean mayChange() {
        return false;
    }
}
