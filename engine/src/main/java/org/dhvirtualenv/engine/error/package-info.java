/**
 * The one way in which a step fails.
 *
 * <p>Knows nothing of the rest of the engine.
 */
package org.dhvirtualenv.engine.error;
