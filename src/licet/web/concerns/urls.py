from django.urls import path

from licet.web.concerns import converters, views

converters.register()
app_name = "concerns"
urlpatterns = [
    path("", views.start, name="start"),
    path("what-we-see", views.what_we_see, name="what-we-see"),
    path("raise", views.raise_concern, name="raise"),
    path("raise/signed-in", views.raise_signed_in, name="raise-signed-in"),
    path("back", views.back, name="back"),
    path("back/verdicts", views.verdicts, name="verdicts"),
    path("back/words", views.words, name="words"),
    path("back/further", views.further, name="further"),
    path("back/withdraw", views.withdraw, name="withdraw"),
    path("back/afterwards", views.afterwards, name="afterwards"),
    path("back/attachment/<int:number>", views.own_attachment, name="own-attachment"),
    path("sign-too", views.sign_too, name="sign-too"),
    path("handling/", views.handling, name="handling"),
    path("handling/figures", views.figures, name="figures"),
    path("handling/<concern-id:concern>", views.handle, name="handle"),
    path("handling/<concern-id:concern>/acknowledge", views.acknowledge, name="acknowledge"),
    path("handling/<concern-id:concern>/answer", views.answer, name="answer"),
    path("handling/<concern-id:concern>/done/<int:point>", views.say_done, name="say-done"),
    path("handling/<concern-id:concern>/extend", views.extend, name="extend"),
    path("handling/<concern-id:concern>/write", views.write, name="write"),
    path("handling/<concern-id:concern>/name", views.name, name="name"),
    path("handling/<concern-id:concern>/afterwards/<concern-id:follow_up>", views.read_afterwards, name="read-afterwards"),
    path("handling/<concern-id:concern>/attachment/<int:number>", views.attachment, name="attachment"),
]
