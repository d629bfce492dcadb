/**
 * What is installed in a virtualenv: distributions and the files that their RECORD claims
 * (recording installed projects, PEP 376 and PEP 627).
 *
 * <p>Read-only; the relocation step writes RECORD.
 */
package org.dhvirtualenv.engine.distribution;
