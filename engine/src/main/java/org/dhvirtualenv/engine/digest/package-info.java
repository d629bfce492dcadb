/**
 * SHA-256 digests, by OpenSSL where there is much to do; the only package that knows its names.
 *
 * <p>Java's own are as fast only as code of its optimising compiler, which makes all the rest of a
 * short run slower: methods count and profile for it. OpenSSL comes with Python.
 */
package org.dhvirtualenv.engine.digest;
