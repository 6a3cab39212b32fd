"""Addresses of trainings: the catalogue, enrolment, requested topics and certificates."""

from django.urls import path

from meetings.views import certificates, enrolling, topics, training_desk, trainings

app_name = "trainings"

urlpatterns = [
    path("pelatihan/", trainings.TrainingList.as_view(), name="list"),
    path("pelatihan/saya/", trainings.MyEnrolments.as_view(), name="mine"),
    path("pelatihan/usulan/", topics.TopicList.as_view(), name="topics"),
    path("pelatihan/usulan/tulis/", topics.ask, name="ask"),
    path("pelatihan/usulan/<int:pk>/dukung/", topics.support, name="support"),
    path("pelatihan/usulan/<int:pk>/tarik/", topics.withdraw, name="withdraw_topic"),
    path("pelatihan/peserta/<int:pk>/batal/", enrolling.give_back, name="give_back"),
    path("pelatihan/bahan/<int:pk>/", training_desk.material, name="material"),
    path("pelatihan/bahan/<int:pk>/hapus/", training_desk.remove_material, name="remove_material"),
    path("pelatihan/<int:pk>/buka/", training_desk.open_enrolment, name="open"),
    path("pelatihan/<int:pk>/daftar/", enrolling.enrol, name="enrol"),
    path("pelatihan/<int:pk>/daftarkan/", enrolling.enrol_people, name="enrol_people"),
    path("pelatihan/<int:pk>/peserta/", training_desk.participants, name="participants"),
    path("pelatihan/<int:pk>/sertifikat/", training_desk.issue, name="issue"),
    path("pelatihan/<int:pk>/bahan/", training_desk.add_material, name="add_material"),
    path("sertifikat/", certificates.by_hand, name="certificate_by_hand"),
    path("sertifikat/<slug:code>/", certificates.check, name="certificate"),
    path("sertifikat/<slug:code>/unduh/", certificates.download, name="certificate_pdf"),
    path("sertifikat/<slug:code>/cabut/", certificates.revoke, name="revoke"),
]
