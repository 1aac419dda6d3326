package dev.surprisal.drift.incident;

import java.time.Instant;

/**
 * What people said of an incident: they know of it, and it need wake nobody for a while.
 *
 * @param id the incident's id
 * @param until when it wakes people again if it is still on
 * @param reason why it may wait
 */
public record Acknowledgement(String id, Instant until, String reason) {}
