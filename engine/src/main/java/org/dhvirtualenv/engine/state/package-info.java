/**
 * What one command tells a later one about a virtualenv: how it was made, and which of its files
 * need no second look.
 *
 * <p>Knows nothing of who reads it.
 */
package org.dhvirtualenv.engine.state;
