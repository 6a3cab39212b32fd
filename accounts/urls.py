"""A person's own pages; allauth's stand beside them under /akun/."""

from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("profil/", views.profile, name="profile"),
    path("keamanan/", views.security, name="security"),
    path("bahasa/", views.language, name="language"),
]
