package io.github.dynamocached.example.users;

/**
 * The public part of a customer.
 *
 * @param name the full name
 * @param plan the customer's plan
 */
public record UserCard(String name, String plan) {}
