/**
 * How results are told: the result file for the Perl commands, a table for people, JSON for
 * programs, and remarks.
 *
 * <p>In: finished values. Out: lines and files. Decides nothing and looks nothing up.
 */
package org.dhvirtualenv.engine.report;
