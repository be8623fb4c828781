from licet.web.account.views.demonstration import sign_in_as
from licet.web.account.views.home import home
from licet.web.account.views.password import set_password
from licet.web.account.views.sign_in import sign_in, sign_out

__all__ = ["home", "set_password", "sign_in", "sign_in_as", "sign_out"]
