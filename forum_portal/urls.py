"""The portal's addresses: Indonesian, one room per floor."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from accounts import views as account_views
from forum_portal import health, home, pages, search, start

handler400 = "forum_portal.errors.bad_request"
handler403 = "forum_portal.errors.forbidden"
handler404 = "forum_portal.errors.not_found"
handler500 = "forum_portal.errors.server_error"

# Operators sign in as everybody does: with the same limits and the same second factor.
admin.site.login = secure_admin_login(admin.site.login)

urlpatterns = [
    path("", home.home, name="home"),
    path("saya/", start.start, name="start"),
    path("cari/", search.search, name="search"),
    path("akun/", include("accounts.urls")),
    # Before allauth's own of the same name.
    path("akun/signup/", account_views.sign_up, name="account_signup"),
    path("akun/confirm-email/", account_views.email_code, name="account_email_verification_sent"),
    path("akun/", include("allauth.urls")),
    path("", include("villages.urls")),
    path("proyek/", include("projects.urls")),
    path("", include("projects.funding_urls")),
    path("", include("projects.programme_urls")),
    path("", include("meetings.urls")),
    path("", include("meetings.training_urls")),
    path("", include("agreements.urls")),
    path("", include("agreements.noticeboard_urls")),
    path("", include("notifications.urls")),
    path("tentang/", pages.about, name="about"),
    path("aksesibilitas/", pages.accessibility, name="accessibility"),
    path("data-pribadi/", pages.privacy, name="privacy"),
    path("gaya/", pages.style_guide, name="style_guide"),
    path("healthz", health.healthz, name="healthz"),
    path("robots.txt", pages.robots, name="robots"),
    path("favicon.ico", pages.favicon, name="favicon"),
    path("admin/", admin.site.urls),
]
