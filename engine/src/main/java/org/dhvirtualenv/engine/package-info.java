/** The main flow; everything it needs is handed in by {@code cli}. */
package org.dhvirtualenv.engine;
