/**
 * Turns what the packager asked for into what will be done.
 *
 * <p>In: a {@link org.dhvirtualenv.engine.plan.BuildRequest}. Out: a {@link
 * org.dhvirtualenv.engine.plan.BuildPlan}. Every error that can be known before a program runs is
 * born here. Changes nothing on disk and must not run programs.
 */
package org.dhvirtualenv.engine.plan;
