package io.github.dynamocached.example.users;

/**
 * What others see of a customer.
 *
 * @param name the full name
 * @param plan what the customer pays for
 */
public record UserCard(String name, String plan) {}
