package io.github.dynamocached.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;

/** A repository with the cache annotations of Spring and no other. Not final, so that a class proxy passes its methods on. */
class SpringRepository {

    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final List<String> calls = new ArrayList<>();

    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    private synchronized void called(String call) {
        calls.add(call);
    }

    public void write(Account account) {
        accounts.put(account.getId(), account);
    }

    @Cacheable(cacheNames = "accounts", sync = true)
    public Optional<Account> find(String id) {
        called("find " + id);
        return Optional.ofNullable(accounts.get(id));
    }

    @Cacheable("accounts")
    public @Nullable Account get(String id) {
        called("get " + id);
        return accounts.get(id);
    }

    @Cacheable(cacheNames = "lists", unless = "#result.isEmpty()")
    public List<Account> named(String name, int limit) {
        called("named " + name);
        return accounts.values().stream()
                .filter(account -> name.equals(account.getName()))
                .limit(limit)
                .toList();
    }

    @Cacheable("failing")
    public String failing(String id) throws Exception {
        called("failing " + id);
        throw new Exception("expected");
    }

    @CacheEvict(cacheNames = "accounts", key = "#account.id")
    public void save(Account account) {
        write(account);
    }

    @CachePut(cacheNames = "accounts", key = "#account.id")
    public Account put(Account account) {
        write(account);
        return account;
    }

    @CacheEvict(cacheNames = "accounts", allEntries = true)
    public void clear() {
        accounts.clear();
    }
}
