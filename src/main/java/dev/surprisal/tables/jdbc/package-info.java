/** Tables in a database, written over JDBC by the driver alone, in one transaction. */
@NullMarked
package dev.surprisal.tables.jdbc;

import org.jspecify.annotations.NullMarked;
