"""Django's form renderer, pointed at our templates (setting ``FORM_RENDERER``)."""

from typing import Any

from django.forms.renderers import BaseRenderer, Jinja2
from django.template import engines


class GovukRenderer(BaseRenderer):
    """``{{ form }}`` is a summary of errors and the fields; ``{{ form.name.as_field_group() }}`` is one field."""

    form_template_name = "components/forms/form.html"
    field_template_name = "components/forms/field.html"
    formset_template_name = "components/forms/formset.html"

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("django/forms/"):  # a bare widget, such as a hidden one
            return Jinja2().get_template(template_name)
        return engines["jinja2"].get_template(template_name)
