// Runs before the page is drawn, so that what script improves does not jump: everything works without it.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
