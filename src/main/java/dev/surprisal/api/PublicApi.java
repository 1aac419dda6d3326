package dev.surprisal.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A class that users may rely on: its name, its public members and their behaviour, with those of
 * its public nested classes. {@code src/site/markdown/stability.md} lists these classes and says
 * what may change in which release. Every other class is internal and may change in any release.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface PublicApi {}
