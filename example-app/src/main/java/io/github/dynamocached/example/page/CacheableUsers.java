package io.github.dynamocached.example.page;

import io.github.dynamocached.example.users.User;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Component;

/** Spring's own cache annotations on the same Redis, to compare with. */
@Component
@OnlyWithPage
class CacheableUsers {

    static final String CACHE = "cacheable-users";

    private final DirectReads users;

    CacheableUsers(DirectReads users) {
        this.users = users;
    }

    @Cacheable(CACHE)
    public User read(String id) {
        return users.read(id);
    }

    @CacheEvict(CACHE)
    public void evict(String id) {}
}
