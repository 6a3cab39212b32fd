"""Addresses of programmes, beside those of projects."""

from django.urls import path

from projects.views import programmes

app_name = "programmes"

urlpatterns = [
    path("program/", programmes.programmes, name="list"),
    path("program/buat/", programmes.found, name="found"),
    path("program/tempat/<int:pk>/", programmes.place, name="place"),
    path("program/keluar/<slug:code>/", programmes.leave, name="leave"),
    path("program/<slug:code>/", programmes.programme, name="detail"),
    path("program/<slug:code>/ubah/", programmes.change, name="change"),
    path("program/<slug:code>/gabung/", programmes.ask, name="ask"),
]
