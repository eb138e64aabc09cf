package io.github.dynamocached.springcache;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;

/** What Spring expects of a loader that has failed, without the key in its message. */
final class LoadFailedException extends Cache.ValueRetrievalException {

    private static final long serialVersionUID = 1L;

    LoadFailedException(@Nullable Object key, Callable<?> loader, Throwable failure) {
        super(key, loader, failure);
    }

    @Override
    public String getMessage() {
        return "The value could not be loaded";
    }
}
