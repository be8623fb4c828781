from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "licet.reviews"
    label = "reviews"
