"""Addresses of the funding windows, beside those of projects."""

from django.urls import path

from projects.views import funding

app_name = "funding"

urlpatterns = [
    path("pendanaan/", funding.WindowList.as_view(), name="windows"),
    path("pendanaan/<int:pk>/", funding.window, name="window"),
]
