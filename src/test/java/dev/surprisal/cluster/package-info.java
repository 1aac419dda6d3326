/**
 * Tests that start processes: the real SparkSubmit with the real jar, a cluster, the launcher. They
 * are tagged {@code slow}, named {@code XIT}, and run by {@code mvn verify -Pslow}; those of an
 * older Spark by {@code mvn -f src/spark35/pom.xml verify}.
 */
@NullMarked
package dev.surprisal.cluster;

import org.jspecify.annotations.NullMarked;
