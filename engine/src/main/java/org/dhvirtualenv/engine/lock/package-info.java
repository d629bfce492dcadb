/**
 * Reads lock files.
 *
 * <p>In: a {@link org.dhvirtualenv.engine.plan.BuildPlan} that names one, and the virtualenv for
 * whose interpreter it is read. Out: {@link org.dhvirtualenv.engine.lock.LockedRequirements}, from
 * which requests for pip are made. Must not fetch anything and must not know of copies of the
 * source.
 */
package org.dhvirtualenv.engine.lock;
