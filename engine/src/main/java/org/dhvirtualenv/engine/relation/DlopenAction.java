package org.dhvirtualenv.engine.relation;

/** What to do about libraries that Python code loads by name, without DT_NEEDED. */
public enum DlopenAction {
  /** Say which package has them. */
  WARN,
  /** Add them to Depends. */
  DEPENDS,
  /** Add them to Recommends. */
  RECOMMENDS,
  /** Say nothing. */
  IGNORE
}
