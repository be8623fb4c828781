from django.urls import path

from licet.web.register import views

app_name = "register"
urlpatterns = [
    path("", views.home, name="home"),
    path("licences/", views.licences, name="licences"),
    path("licences/check", views.check, name="check"),
    path("licences/<slug:slug>", views.licence, name="licence"),
    path("destinations/", views.destinations, name="destinations"),
    path("destinations/<slug:code>", views.destination, name="destination"),
    path("destinations/<slug:code>/record", views.record, name="record"),
    path("figures/", views.figures, name="figures"),
    path("figures/concerns", views.concerns, name="concerns"),
    path("figures/concerns/<slug:quarter>.csv", views.concerns_csv, name="concerns-csv"),
    path("figures/concerns/<slug:quarter>.json", views.concerns_json, name="concerns-json"),
    path("figures/concerns/<slug:quarter>", views.concerns, name="concerns-of"),
    path("figures/<slug:name>.csv", views.figure_csv, name="figure-csv"),
    path("figures/<slug:name>.json", views.figure_json, name="figure-json"),
    path("figures/<slug:name>.svg", views.figure_svg, name="figure-svg"),
    path("figures/<slug:name>", views.figure, name="figure"),
    path("reviews/", views.reviews, name="reviews"),
    path("reviews/<slug:slug>", views.review, name="review"),
    path("data/", views.data, name="data"),
    path("data/register.jsonl", views.whole_register, name="whole-register"),
    path("data/<slug:name>.csv", views.data_csv, name="data-csv"),
    path("data/<slug:name>.json", views.data_json, name="data-json"),
    path("log/", views.log, name="log"),
    path("log/checkpoint", views.checkpoint, name="checkpoint"),
    path("log/entries", views.entries, name="entries"),
    path("log/entries/<int:position>", views.entry, name="entry"),
    path("log/leaf/<int:position>", views.leaf, name="leaf"),
    path("log/proof/<int:position>", views.proof, name="proof"),
    path("log/key", views.key, name="key"),
    path("log/licet_verify.pyz", views.verifier, name="verifier"),
    path("log/check-this-yourself", views.check_this_yourself, name="check-this-yourself"),
]
