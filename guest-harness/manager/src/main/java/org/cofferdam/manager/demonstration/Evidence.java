package org.cofferdam.manager.demonstration;

/**
 * One thing that was looked at, and whether the walls held there.
 *
 * @param subject what was looked at
 * @param observed what was seen
 */
record Evidence(String subject, String observed, boolean held) {}
