package org.dhvirtualenv.engine.plan;

/** When a virtualenv sees the system's site-packages, in Debian dist-packages. */
public enum SystemSite {
  /** Never. */
  HIDDEN,
  /** From its creation on, so that pip leaves out what the system has. */
  AT_CREATION,
  /** After everything is installed into it, so that what the system has plays no part in that. */
  AT_RUN_TIME
}
