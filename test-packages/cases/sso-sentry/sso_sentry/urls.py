"""The one page of the service."""

from django.urls import path

from sso_sentry.middleware import show_filter

urlpatterns = [path("", show_filter)]
