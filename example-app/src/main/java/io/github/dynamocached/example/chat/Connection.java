package io.github.dynamocached.example.chat;

/**
 * An open stream of events.
 *
 * @param id its id
 * @param session the session that it shows
 * @param user who reads it
 */
record Connection(String id, String session, String user) {}
