from licet.api.building import routes

app_name = "api"
urlpatterns = list(routes())
