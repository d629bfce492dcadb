/** What shlibdeps is asked for and answers. */
package org.dhvirtualenv.engine.phase;
