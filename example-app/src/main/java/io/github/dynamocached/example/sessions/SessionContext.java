package io.github.dynamocached.example.sessions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an agent or assistant needs to write a reply.
 *
 * @param session what the session is about
 * @param summary the newest summary, null in a young session
 * @param turns the last turns, oldest first
 */
record SessionContext(Session session, @Nullable Summary summary, List<Turn> turns) {}
