package io.github.dynamocached.cache;

import io.github.dynamocached.memory.InMemoryServer;
import io.github.dynamocached.store.EntryStore;

/** The scripts that a search runs: those of the fake, or the library's own on a real server. */
@FunctionalInterface
public interface SearchScripts {

    /**
     * A store whose commands act on the content of a server, whatever that is when they are executed. Every stage is
     * complete when returned.
     */
    EntryStore over(InMemoryServer server);
}
