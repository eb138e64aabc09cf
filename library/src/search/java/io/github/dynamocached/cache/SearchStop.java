package io.github.dynamocached.cache;

import java.util.concurrent.CancellationException;

/** Why the search fails something. Made once and without a trace, because a search fails things by the million. */
@SuppressWarnings("StaticAssignmentOfThrowable")
final class SearchStop extends RuntimeException {

    static final SearchStop GIVEN_UP = new SearchStop("The search gave this command up");
    static final SearchStop FAILED_LOAD = new SearchStop("The search failed this load");
    static final CancellationException ABANDONED = new CancellationException("The caller of this load left");
    static final SearchStop OVER = new SearchStop("The search is over");

    private static final long serialVersionUID = 1;

    private SearchStop(String message) {
        super(message, null, false, false);
    }
}
