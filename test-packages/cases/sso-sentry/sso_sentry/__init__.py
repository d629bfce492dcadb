"""Single sign-on in front of Sentry."""
