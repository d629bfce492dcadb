"""Lets in whom the web server has authenticated and the directory knows by a sound name."""

from django.http import HttpResponse, HttpResponseForbidden
from ldap.filter import escape_filter_chars


class SingleSignOn:
    """Django middleware that reads the user's name from the header of the web server."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        name = request.headers.get("X-Remote-User", "")
        if not name:
            return HttpResponseForbidden("who are you?")
        request.ldap_filter = f"(uid={escape_filter_chars(name)})"
        return self.get_response(request)


def show_filter(request):
    """Answers with the filter that finds the user in the directory."""
    return HttpResponse(request.ldap_filter)
