"""Checks every part of the service once, so that a broken library shows before users do."""

import eventlet
import hiredis
import ldap
import psycopg2
from django.conf import settings
from psycopg2.extensions import adapt, libpq_version


def configure():
    """Sets up Django without a settings module."""
    import django
    from django_auth_ldap.config import LDAPSearch

    settings.configure(
        ALLOWED_HOSTS=["testserver"],
        AUTHENTICATION_BACKENDS=["django_auth_ldap.backend.LDAPBackend"],
        AUTH_LDAP_SERVER_URI="ldap://127.0.0.1:9",
        AUTH_LDAP_USER_SEARCH=LDAPSearch("ou=users", ldap.SCOPE_SUBTREE, "(uid=%(user)s)"),
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"],
        MIDDLEWARE=["sso_sentry.middleware.SingleSignOn"],
        ROOT_URLCONF="sso_sentry.urls",
        SECRET_KEY="of a check that serves nobody",
    )
    django.setup()


def web():
    """Sends two requests through the middleware."""
    from django.test import Client

    stranger = Client().get("/")
    user = Client().get("/", headers={"X-Remote-User": "o*hara"})
    return f"{stranger.status_code} {user.status_code} {user.content.decode()}"


def directory():
    """Asks a server that is not there, with libldap."""
    try:
        ldap.initialize("ldap://127.0.0.1:9").simple_bind_s()
    except ldap.SERVER_DOWN:
        return "down, as expected"
    return "answers"


def database():
    """Quotes a value and asks a server that is not there, with libpq."""
    quoted = adapt("o'hara").getquoted().decode("ascii")
    try:
        psycopg2.connect(host="127.0.0.1", port=9, connect_timeout=2)
    except psycopg2.OperationalError:
        known = "libpq known" if libpq_version() >= 90000 else "libpq unknown"
        return f"{quoted}, {known}, down, as expected"
    return "answers"


def cache():
    """Parses a reply of Redis."""
    reader = hiredis.Reader()
    reader.feed("*2\r\n:1\r\n$5\r\nhello\r\n")
    return str(reader.gets())


def workers():
    """Runs green threads."""
    return str(sum(eventlet.GreenPool(4).imap(lambda n: n * n, range(10))))


def main():
    """Prints a line for each part."""
    configure()
    for part in (web, directory, database, cache, workers):
        print(f"{part.__name__}: {part()}")
