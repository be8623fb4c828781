from django.urls import path

from licet.web.account import views

app_name = "account"
urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-in-as", views.sign_in_as, name="sign-in-as"),
    path("password", views.set_password, name="set-password"),
    path("sign-out", views.sign_out, name="sign-out"),
]
