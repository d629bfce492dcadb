/**
 * Makes an empty virtualenv in the staging root, and takes it back if the build fails.
 *
 * <p>In: a {@link org.dhvirtualenv.engine.plan.BuildPlan}. Out: a {@link
 * org.dhvirtualenv.engine.create.CreatedVirtualenv}. Knows nothing of pip.
 */
package org.dhvirtualenv.engine.create;
