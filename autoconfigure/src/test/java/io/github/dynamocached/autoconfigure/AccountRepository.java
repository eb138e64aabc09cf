package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AliasFor;

/** A repository over a map that counts its calls, as an application may write it. */
class AccountRepository implements AccountLabels {

    /** One booking of an account. */
    record Booking(String account, long cents, @Nullable String note) {}

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @DynamoCached(cache = "accounts", key = "#id")
    @interface AccountCached {

        @AliasFor(annotation = DynamoCached.class, attribute = "unless")
        String unless() default "";
    }

    private final Map<String, Account> accounts = new TreeMap<>();
    private final Map<String, List<Booking>> bookings = new TreeMap<>();
    private final List<String> calls = new ArrayList<>();

    /** The calls that reached a method: its name and its first argument. */
    public List<String> calls() {
        return calls;
    }

    @DynamoCached(cache = "accounts", key = "#id")
    public Optional<Account> find(String id) {
        calls.add("find " + id);
        return Optional.ofNullable(accounts.get(id));
    }

    @DynamoCached(cache = "names", key = "#id")
    public @Nullable String name(String id) {
        calls.add("name " + id);
        return find(id).map(Account::getName).orElse(null);
    }

    @DynamoCached(cache = "accounts", key = "#id", variant = "#limit")
    public List<Booking> lastBookings(String id, int limit) {
        calls.add("lastBookings " + id);
        return bookings.getOrDefault(id, List.of()).stream().limit(limit).toList();
    }

    @DynamoCached(cache = "counts", key = "#id", unless = "#result == 0")
    public int count(String id) {
        calls.add("count " + id);
        return bookings.getOrDefault(id, List.of()).size();
    }

    @DynamoCached(cache = "conditional", key = "#id", condition = "!#fresh")
    public String conditional(String id, boolean fresh) {
        calls.add("conditional " + id);
        return id;
    }

    @DynamoCached(cache = "shortLived", key = "#id", ttl = "${ttl.of.short}")
    public String shortLived(String id) {
        calls.add("shortLived " + id);
        return id;
    }

    @AccountCached(unless = "#result.length() > 10")
    public String summary(String id) {
        calls.add("summary " + id);
        return "about " + id;
    }

    @Override
    public String label(String id) {
        calls.add("label " + id);
        return "label of " + id;
    }

    @DynamoEvict("accounts")
    public void save(Account account) {
        accounts.put(account.getId(), account);
    }

    @DynamoEvict(cache = "accounts", key = "#booking.account()")
    @DynamoEvict(cache = "counts", key = "#booking.account()")
    public void book(Booking booking) {
        bookings.computeIfAbsent(booking.account(), id -> new ArrayList<>()).add(booking);
    }

    @DynamoEvict(cache = "accounts", allEntries = true)
    public void saveAll(List<Account> all) {
        accounts.clear();
        all.forEach(account -> accounts.put(account.getId(), account));
    }
}
