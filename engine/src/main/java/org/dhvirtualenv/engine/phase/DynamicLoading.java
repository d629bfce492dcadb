package org.dhvirtualenv.engine.phase;

/** What to do about libraries that Python code loads by name, without DT_NEEDED. */
public enum DynamicLoading {
  /** Say which package has them. */
  WARN,
  /** Add them to Depends. */
  DEPENDS,
  /** Add them to Recommends. */
  RECOMMENDS,
  /** Do not look. */
  IGNORE
}
