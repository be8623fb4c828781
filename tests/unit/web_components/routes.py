"""The two addresses that the shell itself links to."""

from django.http import HttpResponse
from django.urls import include, path

account = [path(name, lambda request: HttpResponse(), name=name) for name in ("sign-in", "sign-out")]
urlpatterns = [path("account/", include((account, "account")))]
