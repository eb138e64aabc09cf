package io.github.dynamocached.example.chat;

import java.util.List;

/**
 * Who is online in a session.
 *
 * @param known false if Redis does not answer
 * @param users the users, in order
 */
record Online(boolean known, List<String> users) {

    static final Online UNKNOWN = new Online(false, List.of());
}
