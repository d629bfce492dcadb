/**
 * What one step hands to the next, and nothing else.
 *
 * <p>{@link VirtualenvSpec}, {@link BuiltVirtualenv}, {@link RelocatedVirtualenv}, {@link
 * CompiledVirtualenv}: a step takes only the value of the step before it, so that a wrong order
 * does not compile.
 */
package org.dhvirtualenv.engine.phase;
