"""Addresses of the funding windows, beside those of projects."""

from django.urls import path

from projects.views import funding, windows

app_name = "funding"

urlpatterns = [
    path("pendanaan/", funding.WindowList.as_view(), name="windows"),
    path("pendanaan/tambah/", windows.add, name="add_window"),
    path("pendanaan/<int:pk>/", funding.window, name="window"),
    path("pendanaan/<int:pk>/ubah/", windows.change, name="change_window"),
]
