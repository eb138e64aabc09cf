package io.github.dynamocached.example.sessions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reply to the customer is written from.
 *
 * @param session what the session is about
 * @param summary what was said before, null in a young session
 * @param turns the last turns in the order in which they were spoken
 */
record SessionContext(Session session, @Nullable Summary summary, List<Turn> turns) {}
